/** A stage's charts: the main ones at once, the others behind a word; one smoothing and one zoom for all of them. */
import { useState } from 'react';
import type { TrainedStage } from '../../../experiment/names';
import { text } from '../../text/text';
import type { ChartSpec } from './chart';
import styles from './Charts.module.css';
import { ChartTools } from './ChartTools';
import { Restrictable, useControl } from '../Restrictable';
import { LineChart } from './LineChart';

interface Props {
  readonly stage: TrainedStage;
  readonly charts: readonly ChartSpec[];
  readonly more: readonly ChartSpec[];
  /** The other charts, too, wait behind the word. */
  readonly onlyMain: boolean;
}

export function Charts({ stage, charts, more, onlyMain }: Props) {
  const [open, setOpen] = useState(false);
  const hidden = { main: useControl('mainChart') === 'hidden', others: useControl('charts') === 'hidden' };
  const left = charts.filter(({ main }) => (main === true ? !hidden.main : !hidden.others));
  const chart = (spec: ChartSpec) => <LineChart key={spec.id} stage={stage} spec={spec} />;
  const [first, rest] = onlyMain
    ? [left.filter(({ main }) => main === true), [...left.filter(({ main }) => main !== true), ...more]]
    : [left, more];
  return (
    <div>
      {first.length > 0 && (
        <>
          <div className={styles.grid} data-only-main={onlyMain}>
            {first.map(chart)}
          </div>
          <ChartTools stage={stage} />
        </>
      )}
      <Restrictable name="moreCurves">
        <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary className={styles.more}>{text.curves.more}</summary>
          {open && <div className={styles.grid}>{rest.map(chart)}</div>}
        </details>
      </Restrictable>
    </div>
  );
}
