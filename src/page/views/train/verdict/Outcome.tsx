/** What comes of a run: what goes wrong, as soon as it shows; at its end what it came to, and the way on. */
import { useMemo } from 'react';
import type { TrainedStage } from '../../../../experiment/names';
import { useStore } from '../../../store/store';
import { text } from '../../../text/text';
import shared from '../../../ui/shared.module.css';
import { stageMeaning } from '../../../ui/stageText';
import { isWithoutPenalty } from './change';
import type { Diagnosis } from './diagnosis';
import { GoOn } from './GoOn';
import { InNumbers } from './InNumbers';
import styles from './Outcome.module.css';
import { storyOf, warningOf } from './sentence';
import { verdictOf } from './verdict';

interface Props {
  readonly stage: TrainedStage;
  readonly diagnosis: Diagnosis | null;
}

export function Outcome({ stage, diagnosis }: Props) {
  const curves = useStore(({ run }) => run.curves[stage].at(-1));
  const done = useStore(({ run }) => run.stages[stage]?.status === 'done');
  const verdict = useMemo(() => (done && curves ? verdictOf(stage, curves) : null), [stage, done, curves]);
  const withoutPenalty = curves !== undefined && isWithoutPenalty(curves);
  const meaning = useStore(({ run }) => stageMeaning(stage, run.settings));
  if (!done && diagnosis === null) return <p className={styles.sentence}>{meaning}</p>;
  return (
    <section className={styles.outcome} aria-label={text.verdict.label} data-testid="outcome">
      {!done && diagnosis !== null && (
        <>
          <p className={shared.heard} role="alert">
            {text.verdict.alarms[diagnosis.ailment]}
          </p>
          <p className={styles.warning} data-testid="diagnosis" data-ailment={diagnosis.ailment}>
            {warningOf(diagnosis, withoutPenalty)}
          </p>
        </>
      )}
      {done && (
        <>
          <p
            className={styles.sentence}
            role="status"
            data-testid="verdict"
            data-outcome={verdict?.outcome ?? ''}
            data-ailment={diagnosis?.ailment}
          >
            {storyOf(stage, verdict, diagnosis, withoutPenalty)}
          </p>
          <div className={styles.buttons}>
            <GoOn stage={stage} sick={diagnosis !== null} />
            {verdict !== null && <InNumbers verdict={verdict} />}
          </div>
        </>
      )}
    </section>
  );
}
