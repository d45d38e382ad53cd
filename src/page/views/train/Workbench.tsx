/** The frame of every trained stage: its answers, or the inside of a step; and what changes over time. */
import { useState } from 'react';
import { PAGE_PARAMETERS } from '../../../experiment/query';
import type { TrainedStage } from '../../../experiment/names';
import { paneOf } from '../../store/pageState';
import { actions, useStore } from '../../store/store';
import { text } from '../../text/text';
import { Charts } from '../../ui/charts/Charts';
import { Restrictable, useControl } from '../../ui/Restrictable';
import { Knobs } from '../../ui/knobs/Knobs';
import shared from '../../ui/shared.module.css';
import { useNarrow } from '../../ui/useNarrow';
import { AnswersPane } from './answers/AnswersPane';
import { InsidePane } from './InsidePane';
import { isAlone } from './isAlone';
import { STAGE_PAGES } from './pages';
import { StageHead } from './StageHead';
import { knobsOf } from './stagePage';
import { SickCurve } from './verdict/SickCurve';
import { useDiagnosis } from './verdict/useDiagnosis';
import { Weights } from './Weights';
import styles from './Workbench.module.css';

interface Props<S extends TrainedStage> {
  readonly stage: S;
}

export function Workbench<S extends TrainedStage>({ stage }: Props<S>) {
  const [wantsOverTime, setOverTime] = useState(false);
  /** In place of the pane: a narrow screen has room for one of the two. */
  const overTime = useNarrow() && wantsOverTime;
  const pane = useStore(paneOf);
  const page = STAGE_PAGES[stage];
  const { charts, more, Aside } = page;
  const inside = useControl('inside');
  const answers = pane === 'answers';
  const diagnosis = useDiagnosis(stage);
  const knobs = knobsOf(page);
  const alone = useStore(({ restrictions }) => isAlone(restrictions, knobs));
  return (
    <main className={styles.panes} data-over-time={overTime} data-pane={pane} data-alone={alone}>
      {answers && <StageHead stage={stage} diagnosis={diagnosis} />}
      <div className={styles.tabs} role="group" aria-label={text.answers.pane.label}>
        {PAGE_PARAMETERS.pane.map((each) => (
          <button
            key={each}
            hidden={each === 'inside' && inside === 'hidden'}
            disabled={each === 'inside' && inside === 'locked'}
            type="button"
            data-testid={`pane-${each}`}
            aria-pressed={each === pane && !overTime}
            onClick={() => {
              setOverTime(false);
              actions.choosePane(each);
            }}
          >
            {text.answers.pane[each]}
          </button>
        ))}
        <button
          hidden={alone}
          type="button"
          className={styles.narrow}
          data-testid="pane-over-time"
          aria-pressed={overTime}
          onClick={() => setOverTime(true)}
        >
          {text.answers.pane.overTime}
        </button>
      </div>
      <section className={styles.left} aria-label={text.answers.pane[pane]} tabIndex={0} data-testid="left">
        <h2 className={shared.heard}>{text.answers.pane[pane]}</h2>
        {answers ? <AnswersPane stage={stage} /> : <InsidePane page={page} />}
      </section>
      {!alone && (
        <section className={styles.overTime} aria-label={text.answers.pane.overTime} tabIndex={0}>
          <Charts stage={stage} charts={charts} more={more} onlyMain={answers} />
          {answers && diagnosis !== null && <SickCurve stage={stage} diagnosis={diagnosis} />}
          <Knobs key={stage} names={knobs} />
          {Aside !== undefined && <Aside />}
          <Restrictable name="weights">
            <Weights stage={stage} />
          </Restrictable>
        </section>
      )}
    </main>
  );
}
