/** A stage's charts: the main ones at once, the others behind a word. */
import { useState } from 'react';
import type { TrainedStage } from '../protocol';
import { useStore } from '../store/store';
import { text } from '../text/text';
import type { ChartSpec } from './chart';
import styles from './Charts.module.css';
import { Controlled } from './Controlled';
import { LineChart } from './LineChart';

interface Props {
  readonly stage: TrainedStage;
  readonly charts: readonly ChartSpec[];
  readonly more: readonly ChartSpec[];
}

export function Charts({ stage, charts, more }: Props) {
  const rounds = useStore(({ run }) => run.curves[stage]);
  const [open, setOpen] = useState(false);
  return (
    <div>
      <div className={styles.grid}>
        {charts.map((spec) => (
          <LineChart key={spec.id} spec={spec} rounds={rounds} />
        ))}
      </div>
      <Controlled name="moreCurves">
        <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary className={styles.more}>{text.curves.more}</summary>
          {open && (
            <div className={styles.grid}>
              {more.map((spec) => (
                <LineChart key={spec.id} spec={spec} rounds={rounds} />
              ))}
            </div>
          )}
        </details>
      </Controlled>
    </div>
  );
}
