/** The drawing of a chart. Loaded on its own, because the drawing library is the largest part of the page. */
import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import type { MetricName } from '../metrics';
import type { Mark } from '../store/run';
import { text } from '../text/text';
import { showChange } from './change';
import { bandAt, bandsOf, errorAt, type Curve, type Row } from './chart';
import { formatError, formatExact, formatMetric } from './format';
import { ticksOf } from './ticks';
import styles from './LineChart.module.css';
import { lineColor, textColor } from './voices';

interface Props {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly Row[];
  readonly curves: readonly Curve[];
  readonly marks: readonly Mark[];
  /** The one whose unit the vertical axis has. */
  readonly metric: MetricName;
}

interface TipProps {
  readonly active?: boolean;
  readonly label?: string | number;
  readonly payload?: readonly { readonly dataKey?: unknown; readonly value?: unknown; readonly payload?: Row }[];
  readonly curves: readonly Curve[];
  readonly marks: readonly Mark[];
}

const TICK = { fontSize: '0.7rem', fill: 'var(--quiet)' };
const BAND_OPACITY = 0.14;
const MARGIN = { top: 4, right: 6, bottom: 0, left: 0 };

function Tip({ active, label, payload = [], curves, marks }: TipProps) {
  if (active !== true || payload.length === 0) return null;
  return (
    <div className={styles.tip}>
      <div>{`${text.curves.iteration} ${label ?? ''}`}</div>
      {payload.map(({ dataKey, value, payload: row }) => {
        const curve = curves.find(({ key }) => key === dataKey);
        if (curve === undefined || typeof value !== 'number') return null;
        const round = curve.past ? `, ${text.curves.round(curve.round)}` : '';
        return (
          <div key={curve.key} style={{ color: textColor(curve.voice) }}>
            {`${text.metrics[curve.metric].label}${round} ${formatExact(value)}`}
            {formatError(row && errorAt(row, curve.key))}
          </div>
        );
      })}
      {marks
        .filter(({ iteration }) => iteration === Number(label))
        .map(({ change }) => (
          <div key={change}>{showChange(change)}</div>
        ))}
    </div>
  );
}

export default function Plot({ width, height, rows, curves, marks, metric }: Props) {
  return (
    <ComposedChart width={width} height={height} data={rows} margin={MARGIN} accessibilityLayer={false}>
      <CartesianGrid vertical={false} stroke="var(--rule)" strokeWidth={0.6} />
      <XAxis
        dataKey="x"
        type="number"
        domain={['dataMin', 'dataMax']}
        tick={TICK}
        tickLine={false}
        stroke="var(--rule)"
        height={16}
        ticks={ticksOf(rows)}
      />
      <YAxis
        width={46}
        tick={TICK}
        tickLine={false}
        axisLine={false}
        tickCount={4}
        tickFormatter={(value: number) => formatMetric(metric, value)}
        domain={['auto', 'auto']}
      />
      <Tooltip
        content={<Tip curves={curves} marks={marks} />}
        isAnimationActive={false}
        cursor={{ stroke: 'var(--quiet)', strokeWidth: 0.6 }}
      />
      {marks.map(({ iteration, change }, i) => (
        <ReferenceLine key={`${iteration} ${change} ${i}`} x={iteration} stroke="var(--ink)" strokeDasharray="2 3" />
      ))}
      {bandsOf(curves, rows).map(({ key, voice }) => (
        <Area
          key={`band ${key}`}
          className={styles.band}
          dataKey={(row: Row) => bandAt(row, key)}
          fill={lineColor(voice)}
          fillOpacity={BAND_OPACITY}
          stroke="none"
          activeDot={false}
          tooltipType="none"
          connectNulls
          isAnimationActive={false}
          type="linear"
        />
      ))}
      {curves.map((curve) => (
        <Line
          key={curve.key}
          dataKey={curve.key}
          stroke={lineColor(curve.voice)}
          fill={lineColor(curve.voice)}
          strokeWidth={curve.past ? 1 : curve.thick === true ? 2.6 : 1.5}
          strokeOpacity={curve.past ? 0.4 : 1}
          {...(curve.dashed === true ? { strokeDasharray: '5 3' } : {})}
          dot={false}
          activeDot={{ r: 3, strokeWidth: 0 }}
          connectNulls
          isAnimationActive={false}
          type="linear"
        />
      ))}
    </ComposedChart>
  );
}
