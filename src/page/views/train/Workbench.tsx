/** The frame of every trained stage: what happens to one example at this moment, and what changes over time. */
import { useState } from 'react';
import type { TrainedStage } from '../../../experiment/names';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { Charts } from '../../ui/charts/Charts';
import { Restrictable } from '../../ui/Restrictable';
import { Knobs } from '../../ui/knobs/Knobs';
import { MicroStepFrame } from './MicroStepFrame';
import { Samples } from './Samples';
import { knobsOf } from './stagePage';
import { useDeferredRedraw } from '../../ui/useDeferredRedraw';
import { Weights } from './Weights';
import { FirstVisit } from './FirstVisit';
import { STAGE_PAGES } from './pages';
import styles from './Workbench.module.css';

type Pane = 'inside' | 'overTime';

interface Props<S extends TrainedStage> {
  readonly stage: S;
}

export function Workbench<S extends TrainedStage>({ stage }: Props<S>) {
  const [pane, setPane] = useState<Pane>('inside');
  const seen = useDeferredRedraw(useStore(({ run }) => run.microSteps[stage]));
  const page = STAGE_PAGES[stage];
  const { charts, more, Aside } = page;
  return (
    <>
      <div className={styles.tabs} role="group" aria-label={text.panes.label}>
        {(['inside', 'overTime'] as const).map((each) => (
          <button key={each} type="button" aria-pressed={each === pane} onClick={() => setPane(each)}>
            {text.panes[each]}
          </button>
        ))}
      </div>
      <main className={styles.panes} data-pane={pane}>
        <section className={styles.inside} aria-label={text.panes.inside} tabIndex={0}>
          {seen === null ? <FirstVisit stage={stage} /> : <MicroStepFrame page={page} seen={seen} />}
          {stage !== 'rewardModel' && (
            <Restrictable name="samples">
              <Samples stage={stage} />
            </Restrictable>
          )}
        </section>
        <section className={styles.overTime} aria-label={text.panes.overTime} tabIndex={0}>
          <Charts stage={stage} charts={charts} more={more} />
          <Knobs key={stage} names={knobsOf(page)} />
          {Aside !== undefined && <Aside />}
          <Restrictable name="weights">
            <Weights stage={stage} />
          </Restrictable>
        </section>
      </main>
    </>
  );
}
