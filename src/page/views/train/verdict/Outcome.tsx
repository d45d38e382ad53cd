/** What comes of a run: what goes wrong, as soon as it shows; at its end what it came to, and the way on. */
import { useMemo } from 'react';
import type { TrainedStage } from '../../../../experiment/names';
import { useStore } from '../../../store/store';
import { text } from '../../../text/text';
import { formatMetric } from '../../../ui/format';
import type { Diagnosis } from './diagnosis';
import { GoOn } from './GoOn';
import { InNumbers } from './InNumbers';
import styles from './Outcome.module.css';
import { sentenceOf } from './sentence';
import { useDiagnosis } from './useDiagnosis';
import { verdictOf } from './verdict';

export function Outcome({ stage }: { readonly stage: TrainedStage }) {
  const curves = useStore(({ run }) => run.curves[stage].at(-1));
  const done = useStore(({ run }) => run.stages[stage]?.status === 'done');
  const diagnosis = useDiagnosis(stage);
  const verdict = useMemo(() => (done && curves ? verdictOf(stage, curves) : null), [stage, done, curves]);
  if (!done && diagnosis === null) return <p className={styles.sentence}>{text.stages[stage].meaning}</p>;
  return (
    <section className={styles.outcome} aria-label={text.verdict.label} data-testid="outcome">
      {diagnosis !== null && (
        <p className={styles.warning} role="alert" data-testid="diagnosis" data-ailment={diagnosis.ailment}>
          {ailmentText(diagnosis)}
        </p>
      )}
      {done && (
        <>
          <p className={styles.sentence} role="status" data-testid="verdict" data-outcome={verdict?.outcome ?? ''}>
            {verdict === null ? text.verdict.tooShort : sentenceOf(stage, verdict)}
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

function ailmentText({ ailment, metric, iteration, value }: Diagnosis): string {
  const { ailments } = text.verdict;
  const now = formatMetric(metric, value);
  if (ailment === 'diverged') return ailments.diverged[metric === 'kl' ? 'kl' : 'loss'](iteration, now);
  return ailments[ailment](iteration, now);
}
