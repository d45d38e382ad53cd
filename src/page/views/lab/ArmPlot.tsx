/** The drawing of a scenario's curves. Loaded on its own, because the drawing library is the largest part of the page. */
import { CartesianGrid, ErrorBar, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import type { Interval } from '../../../estimates';
import type { Axis } from '../../../experiment/scenarios';
import { text } from '../../text/text';
import { formatExact } from '../../ui/format';
import { lineGrowthOf } from '../../ui/charts/chartScale';
import { ticksOf } from '../../ui/charts/ticks';
import { AXES, barOf, LEVEL_DASH, MOST_BARS, placesWithTicks, SHARES } from './axes';
import type { ArmCurve } from './curves';
import styles from './Lab.module.css';

interface Props {
  readonly width: number;
  readonly height: number;
  /** The page's type, px: the drawing grows with it. */
  readonly rem: number;
  readonly curves: readonly ArmCurve[];
  readonly axis: Axis;
}

const TICK = { fontSize: '0.75rem', fill: 'var(--quiet)' };
/** In the page's type. */
const AXIS = { width: 3.2, height: 1.5, right: 1 };
/** A little beyond 1, so that a line there is drawn whole. */
const SHARES_DRAWN: [number, number] = [0, 1.05];
const SHARE_TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Values of all curves at one place, and how far their bars reach below and above. */
type Row = Record<string, number | Interval> & { readonly x: number };

function rowsOf(curves: readonly ArmCurve[]): Row[] {
  const rows = new Map<number, Record<string, number | Interval> & { x: number }>();
  for (const { key, quantity, points } of curves) {
    for (const point of points) {
      const { x, y } = point;
      const bar = barOf(quantity, point);
      const row = rows.get(x) ?? { x };
      row[key] = y;
      if (bar !== null) row[`${key} error`] = [y - bar[0], bar[1] - y];
      rows.set(x, row);
    }
  }
  return [...rows.values()].sort((a, b) => a.x - b.x);
}

interface TipProps {
  readonly active?: boolean;
  readonly label?: string | number;
  readonly payload?: readonly { readonly dataKey?: unknown; readonly value?: unknown }[];
  readonly curves: readonly ArmCurve[];
  readonly axis: string;
}

function Tip({ active, label, payload = [], curves, axis }: TipProps) {
  if (active !== true || payload.length === 0) return null;
  return (
    <div className={styles.tip}>
      <div>{`${axis} ${typeof label === 'number' ? formatExact(label) : (label ?? '')}`}</div>
      {payload.map(({ dataKey, value }) => {
        const curve = curves.find(({ key }) => key === dataKey);
        if (curve === undefined || typeof value !== 'number') return null;
        return <div key={curve.key}>{`${curve.label} ${formatExact(value)}`}</div>;
      })}
    </div>
  );
}

export default function ArmPlot({ width, height, curves, axis, rem }: Props) {
  const drawn = AXES[axis];
  const lines = curves.filter(({ level }) => !level);
  const rows = rowsOf(lines);
  const places = rows.map(({ x }) => x);
  const shares = curves.every(({ quantity }) => SHARES.includes(quantity));
  const dots = lines.every(({ points }) => points.length <= MOST_BARS);
  return (
    <LineChart
      width={width}
      height={height}
      data={rows}
      margin={{ top: 6, right: AXIS.right * rem, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--rule)" strokeWidth={0.6} />
      <XAxis
        dataKey="x"
        type="number"
        scale={drawn.log ? 'log' : 'linear'}
        domain={['dataMin', 'dataMax']}
        tick={TICK}
        tickLine={false}
        stroke="var(--rule)"
        height={AXIS.height * rem}
        ticks={[...(drawn.everyPlace ? placesWithTicks(places, drawn) : ticksOf(rows))]}
        tickFormatter={drawn.format}
      />
      <YAxis
        width={AXIS.width * rem}
        tick={TICK}
        tickLine={false}
        axisLine={false}
        tickCount={5}
        tickFormatter={formatExact}
        domain={shares ? SHARES_DRAWN : ['auto', 'auto']}
        allowDataOverflow={shares}
        {...(shares ? { ticks: SHARE_TICKS } : {})}
      />
      <Tooltip
        content={<Tip curves={curves} axis={text.lab.axes[axis]} />}
        isAnimationActive={false}
        cursor={{ stroke: 'var(--quiet)', strokeWidth: 0.6 }}
      />
      {curves.map(({ key, level, points, style }) =>
        level && points[0] ? (
          <ReferenceLine
            key={key}
            y={points[0].y}
            stroke={style.color}
            strokeWidth={style.width * lineGrowthOf(rem)}
            strokeDasharray={LEVEL_DASH}
            ifOverflow="extendDomain"
          />
        ) : null,
      )}
      {lines.map(({ key, points, style }) => (
        <Line
          key={key}
          dataKey={key}
          stroke={style.color}
          fill={style.color}
          strokeWidth={style.width * lineGrowthOf(rem)}
          strokeDasharray={style.dash}
          dot={dots ? { r: 2.5, strokeDasharray: '' } : false}
          activeDot={{ r: 3, strokeWidth: 0 }}
          connectNulls
          isAnimationActive={false}
          type="linear"
        >
          {dots && points.some(({ error }) => error !== undefined) && (
            <ErrorBar
              dataKey={`${key} error`}
              width={3}
              stroke={style.color}
              strokeWidth={1}
              direction="y"
              isAnimationActive={false}
            />
          )}
        </Line>
      ))}
    </LineChart>
  );
}
