/** A stage's charts: the main ones at once, the others behind a word; one smoothing and one zoom for all of them. */
import { useMemo, useState } from 'react';
import type { TrainedStage } from '../../../experiment/names';
import { useChartView } from '../../store/run/chartView';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import type { ChartSpec, Overlay } from './chart';
import styles from './Charts.module.css';
import { ChartTools } from './ChartTools';
import { Restrictable } from '../Restrictable';
import { LineChart } from './LineChart';

interface Props {
  readonly stage: TrainedStage;
  readonly charts: readonly ChartSpec[];
  readonly more: readonly ChartSpec[];
}

/** The other run's curves of a stage, if it has any. */
function useOverlay(stage: TrainedStage): Overlay | null {
  const overlay = useStore((state) => state.overlay);
  return useMemo(() => {
    const rounds = overlay?.curves[stage] ?? [];
    return overlay === null || rounds.length === 0 ? null : { label: overlay.label, rounds };
  }, [overlay, stage]);
}

export function Charts({ stage, charts, more }: Props) {
  const rounds = useStore(({ run }) => run.curves[stage]);
  const earlier = rounds.slice(0, -1).some(({ series }) => Object.keys(series).length > 0);
  const overlay = useOverlay(stage);
  const smoothing = useChartView((state) => state.smoothing);
  const range = useChartView(({ ranges }) => ranges[stage] ?? null);
  const view = useMemo(() => ({ range, smoothing }), [range, smoothing]);
  const [open, setOpen] = useState(false);
  const chart = (spec: ChartSpec) => (
    <LineChart key={spec.id} stage={stage} spec={spec} rounds={rounds} overlay={overlay} view={view} />
  );
  return (
    <div>
      <div className={styles.grid}>{charts.map(chart)}</div>
      <ChartTools stage={stage} view={view} earlier={earlier} />
      <Restrictable name="moreCurves">
        <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary className={styles.more}>{text.curves.more}</summary>
          {open && <div className={styles.grid}>{more.map(chart)}</div>}
        </details>
      </Restrictable>
    </div>
  );
}
