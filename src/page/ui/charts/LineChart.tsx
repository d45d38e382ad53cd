/** One chart: its title, a legend with the last value of every curve, and the drawing or the same numbers as a table. */
import { memo, useMemo, useRef, useState } from 'react';
import { METRICS } from '../../../experiment/metrics';
import type { TrainedStage } from '../../../experiment/names';
import { useChartDisplay, zoom } from '../../store/run/chartView';
import { useLitMetric } from '../../store/run/litTerm';
import type { Curves } from '../../store/run/pageModel';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { curvesOf, rowsOf, type ChartSpec, type Overlay } from './chart';
import { ChartCursor } from './ChartCursor';
import { chartCells } from './chartCells';
import { ChartTable } from './ChartTable';
import { ChartLegend, figureLegend } from './ChartLegend';
import { scaleOf } from './chartScale';
import styles from './LineChart.module.css';
import { part } from '../part';
import { TableToggle } from '../TableToggle';
import { Term } from '../Term';
import { useInView, useSize } from '../useSize';
import { useDeferredRedraw } from '../useDeferredRedraw';

const Plot = part(() => import('./Plot').then((module) => module.default));
const ExportMenu = part(() => import('../ExportMenu').then((module) => module.default));

interface Props {
  readonly stage: TrainedStage;
  readonly spec: ChartSpec;
}

const NO_MARKS: Curves['marks'] = [];

/** The curves that another run has of a stage, if it has any. */
function useOverlay(stage: TrainedStage): Overlay | null {
  const overlay = useStore((state) => state.overlay);
  return useMemo(() => {
    const rounds = overlay?.curves[stage] ?? [];
    return overlay === null || rounds.length === 0 ? null : { label: overlay.label, rounds };
  }, [overlay, stage]);
}

export const LineChart = memo(function LineChart({ stage, spec }: Props) {
  const rounds = useStore(({ run }) => run.curves[stage]);
  const overlay = useOverlay(stage);
  const view = useChartDisplay(stage);
  const place = useRef<HTMLDivElement>(null);
  const size = useSize(place);
  const inView = useInView(place);
  const [asTable, setAsTable] = useState(false);
  const wanted = useMemo(() => ({ rounds, overlay, view }), [rounds, overlay, view]);
  const drawn = useDeferredRedraw(wanted);
  const curves = useMemo(() => curvesOf(spec, drawn.rounds, drawn.overlay), [spec, drawn]);
  const rows = useMemo(() => (inView || asTable ? rowsOf(curves, drawn.view) : []), [inView, asTable, curves, drawn]);
  const scale = useMemo(() => scaleOf(size, rows, curves), [size, rows, curves]);
  const marks = drawn.rounds.at(-1)?.marks ?? NO_MARKS;
  const lit = useLitMetric(...spec.lines.map(({ metric }) => metric));
  const title = text.charts[spec.id];
  /** One curve with the chart's own name needs no second label. */
  const sameName = spec.lines.length === 1 && text.metrics[spec.lines[0].metric].label === title;
  const unit = METRICS[spec.lines[0].metric].unit;
  const unitText = unit === 'nats' || unit === 'tokens' ? text.units[unit] : null;
  const { smoothing, range } = drawn.view;
  return (
    <figure className={spec.main === true ? styles.main : styles.chart} data-testid={`chart-${spec.id}`} data-lit={lit}>
      <figcaption className={styles.caption}>
        <h3 className={styles.title}>
          {sameName ? <Term meaning={text.metrics[spec.lines[0].metric].meaning}>{title}</Term> : title}
          {unitText !== null && <span className={styles.unit}> {unitText}</span>}
        </h3>
        <ChartLegend lines={spec.lines} present={rounds.at(-1)} nameless={sameName} />
        <div className={styles.tools} data-screen>
          <TableToggle title={title} asTable={asTable} onToggle={setAsTable} />
          {rows.length > 0 && (
            <ExportMenu
              title={title}
              name={`${stage}-${spec.id}`}
              cells={() => chartCells(curves)}
              drawing={() => place.current?.querySelector('svg') ?? null}
              legend={() => figureLegend(curves)}
            />
          )}
        </div>
      </figcaption>
      <div className={styles.place} ref={place}>
        {asTable ? (
          <ChartTable title={title} rows={rows} curves={curves} smoothing={smoothing} />
        ) : rows.length === 0 ? (
          <p className={styles.waiting}>{spec.main === true && text.curves.waiting}</p>
        ) : (
          inView &&
          size.width > 0 && (
            <>
              <div className={styles.plot} aria-hidden="true">
                <Plot
                  scale={scale}
                  rows={rows}
                  curves={curves}
                  marks={marks}
                  metric={spec.lines[0].metric}
                  smoothed={smoothing > 1}
                />
              </div>
              <ChartCursor
                title={title}
                scale={scale}
                rows={rows}
                curves={curves}
                marks={marks}
                smoothing={smoothing}
                zoomed={range !== null}
                onZoom={(next) => zoom(stage, next)}
              />
            </>
          )
        )}
      </div>
    </figure>
  );
});
