/** The drawing of a chart. Loaded on its own, because the drawing library is the largest part of the page. */
import { memo } from 'react';
import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, XAxis, YAxis } from 'recharts';
import type { MetricName } from '../../../experiment/metrics';
import type { Mark } from '../../store/run/pageModel';
import { bandAt, bandsOf, type Curve, type Row } from './chart';
import { dashOf, LABEL_LINE, placeMarks } from './chartLabels';
import { axisHeight, axisWidth, growthOf, lineGrowthOf, MARGIN, type Scale } from './chartScale';
import { formatTicks } from '../format';
import { ticksOf } from './ticks';
import styles from './LineChart.module.css';
import { lineColor } from '../colors';

interface Props {
  readonly scale: Scale;
  readonly rows: readonly Row[];
  readonly curves: readonly Curve[];
  readonly marks: readonly Mark[];
  /** The metric whose unit the vertical axis has. */
  readonly metric: MetricName;
  /** The raw curves are faint, behind their running means. */
  readonly smoothed: boolean;
}

const TICK = { fontSize: 'var(--tick)', fill: 'var(--quiet)' };
const BAND_OPACITY = 0.14;

function widthOf({ past, run, thick }: Curve): number {
  if (past) return 1;
  if (run !== null) return 1.4;
  return thick === true ? 2.6 : 1.5;
}

function opacityOf({ past }: Curve, raw: boolean): number {
  return (past ? 0.4 : 1) * (raw ? 0.28 : 1);
}

/** Memoized: what moves over the drawing must not draw it again. */
const Plot = memo(function Plot({ scale, rows, curves, marks, metric, smoothed }: Props) {
  const line = (curve: Curve, of: 'value' | 'mean', raw: boolean) => (
    <Line
      key={`${of} ${curve.key}`}
      dataKey={({ points }: Row) => points.get(curve.key)?.[of]}
      stroke={lineColor(curve.color)}
      fill={lineColor(curve.color)}
      strokeWidth={(raw ? 1 : widthOf(curve)) * lineGrowthOf(scale.rem)}
      strokeOpacity={opacityOf(curve, raw)}
      strokeDasharray={dashOf(curve) ?? 'none'}
      dot={rows.length === 1 && { r: 2.5, strokeDasharray: '' }}
      activeDot={false}
      connectNulls
      isAnimationActive={false}
      type="linear"
    />
  );
  const labels = formatTicks(metric, scale.yTicks);
  return (
    <ComposedChart width={scale.width} height={scale.height} data={rows} margin={MARGIN} accessibilityLayer={false}>
      <CartesianGrid vertical={false} stroke="var(--rule)" strokeWidth={0.6} />
      <XAxis
        dataKey="x"
        type="number"
        domain={[...scale.x]}
        tick={TICK}
        tickLine={false}
        stroke="var(--rule)"
        height={axisHeight(scale)}
        ticks={ticksOf(rows)}
      />
      <YAxis
        width={axisWidth(scale)}
        tick={TICK}
        tickLine={false}
        axisLine={false}
        ticks={scale.yTicks}
        interval={0}
        // A blank would let the number break from its unit.
        tickFormatter={(value: number) => labels[scale.yTicks.indexOf(value)].replaceAll(' ', '\u00a0')}
        domain={[...scale.y]}
      />
      {placeMarks(marks, scale).map(({ iteration, label, line: row, before }) => (
        <ReferenceLine
          key={iteration}
          x={iteration}
          stroke="var(--ink)"
          strokeDasharray="2 3"
          label={{
            value: label,
            position: before ? 'insideTopRight' : 'insideTopLeft',
            offset: 3,
            dy: row * LABEL_LINE * growthOf(scale.rem),
            className: styles.mark,
            fill: 'var(--ink)',
            fontSize: '0.66rem',
          }}
        />
      ))}
      {/* A band of one place would be drawn as a dot, which is no value of a curve. */}
      {(rows.length > 1 ? bandsOf(curves, rows) : []).map((curve) => (
        <Area
          key={`band ${curve.key}`}
          className={styles.band}
          dataKey={(row: Row) => bandAt(row, curve)}
          fill={lineColor(curve.color)}
          fillOpacity={BAND_OPACITY}
          stroke="none"
          activeDot={false}
          tooltipType="none"
          connectNulls
          isAnimationActive={false}
          type="linear"
        />
      ))}
      {curves.map((curve) => line(curve, 'value', smoothed))}
      {smoothed && curves.map((curve) => line(curve, 'mean', false))}
    </ComposedChart>
  );
});

export default Plot;
