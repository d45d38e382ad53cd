/** One chart: its title, a legend with the last value of every curve, and the drawing or the same numbers as a table. */
import { lazy, memo, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { METRICS } from '../metrics';
import { useLitMetric } from '../store/look';
import type { Curves } from '../store/run';
import { text } from '../text/text';
import { ChartTable } from './ChartTable';
import { curvesOf, rowsOf, type ChartSpec } from './chart';
import { formatMetric } from './format';
import styles from './LineChart.module.css';
import shared from './shared.module.css';
import { Term } from './Term';
import { useInView, useSize } from './useSize';
import { useTurn } from './useTurn';
import { lineColor, textColor } from './voices';

const loadPlot = () => import('./Plot');
const Plot = lazy(loadPlot);

interface Props {
  readonly spec: ChartSpec;
  readonly rounds: readonly Curves[];
}

export const LineChart = memo(function LineChart({ spec, rounds }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(place);
  const inView = useInView(place);
  const [asTable, setAsTable] = useState(false);
  // Fetched once the first view stands, so that the first curve need not wait for it.
  useEffect(() => void loadPlot(), []);
  const drawn = useTurn(rounds);
  const curves = useMemo(() => curvesOf(spec, drawn), [spec, drawn]);
  const rows = useMemo(() => (inView || asTable ? rowsOf(curves, drawn) : []), [inView, asTable, curves, drawn]);
  const present = rounds.at(-1);
  const lit = useLitMetric(...spec.lines.map(({ metric }) => metric));
  const title = text.charts[spec.id];
  /** One curve with the chart's own name needs no second label. */
  const sameName = spec.lines.length === 1 && text.metrics[spec.lines[0].metric].label === title;
  const unit = METRICS[spec.lines[0].metric].unit;
  const unitText = unit === 'nats' || unit === 'tokens' ? text.units[unit] : null;
  return (
    <figure className={spec.main === true ? styles.main : styles.chart} data-testid={`chart-${spec.id}`} data-lit={lit}>
      <figcaption className={styles.caption}>
        <h3 className={styles.title}>
          {sameName ? <Term meaning={text.metrics[spec.lines[0].metric].meaning}>{title}</Term> : title}
          {unitText !== null && <span className={styles.unit}> {unitText}</span>}
        </h3>
        <ul className={styles.legend} role="list">
          {spec.lines.map(({ metric, voice, dashed, thick }) => {
            const last = present?.series[metric]?.last ?? null;
            const { label, meaning } = text.metrics[metric];
            return (
              <li key={metric} data-metric={metric} data-value={last?.y ?? ''} style={{ color: textColor(voice) }}>
                <svg className={styles.swatch} viewBox="0 0 16 4" aria-hidden="true">
                  <line
                    x2="16"
                    y1="2"
                    y2="2"
                    stroke={lineColor(voice)}
                    strokeWidth={thick === true ? 3 : 1.8}
                    {...(dashed === true ? { strokeDasharray: '4 2' } : {})}
                  />
                </svg>
                {!sameName && <Term meaning={meaning}>{label}</Term>}{' '}
                <b className={shared.mono}>{last === null ? text.number.none : formatMetric(metric, last.y)}</b>
              </li>
            );
          })}
        </ul>
        <button
          type="button"
          className={styles.toggle}
          aria-label={asTable ? text.curves.showChart(title) : text.curves.showTable(title)}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? text.curves.chart : text.curves.table}
        </button>
      </figcaption>
      <div className={styles.place} ref={place} aria-hidden={!asTable}>
        {asTable ? (
          <ChartTable title={title} rows={rows} curves={curves} />
        ) : rows.length === 0 ? (
          <p className={styles.waiting}>{spec.main === true && text.curves.waiting}</p>
        ) : (
          inView &&
          width > 0 && (
            <Suspense fallback={null}>
              <Plot
                width={width}
                height={height}
                rows={rows}
                curves={curves}
                marks={present?.marks ?? []}
                metric={spec.lines[0].metric}
              />
            </Suspense>
          )
        )}
      </div>
    </figure>
  );
});
