/** What a person comes for: what the model says now, beside what it said before. */
import { useEffect } from 'react';
import type { TrainedStage } from '../../../../experiment/names';
import { wantsSamples } from '../../../store/run/freshness';
import { actions, useStore } from '../../../store/store';
import { text } from '../../../text/text';
import { part } from '../../../ui/part';
import { FactsButton } from '../../../ui/reference/FactsButton';
import { Restrictable } from '../../../ui/Restrictable';
import shared from '../../../ui/shared.module.css';
import { useDeferredRedraw } from '../../../ui/useDeferredRedraw';
import { AnswerTable } from './AnswerTable';
import styles from './AnswersPane.module.css';

/** Lazy: pulls in the world's vocabulary. */
const OwnPrompt = part(() => import('./OwnPrompt').then((module) => module.default));

export function AnswersPane({ stage }: { readonly stage: TrainedStage }) {
  return (
    <Restrictable name="samples">
      <Answers stage={stage} />
    </Restrictable>
  );
}

function Answers({ stage }: { readonly stage: TrainedStage }) {
  const samples = useDeferredRedraw(useStore(({ run }) => run.samples[stage]));
  const replaying = useStore(({ replay }) => replay !== null);
  const wanting = useStore(({ run, replay }) => replay === null && wantsSamples(run, stage));
  // Before the first step the page's own checkpoint answers.
  const shipped = useStore(({ run }) => run.stages[stage]?.origin === 'shipped');
  const running = useStore(({ run }) => run.stages[stage]?.status === 'running');
  useEffect(() => {
    if (wanting) actions.sample(stage);
  }, [wanting, stage]);
  return (
    <section className={styles.answers} data-testid="samples" aria-label={text.answers.heading}>
      {samples === null || samples.now.length === 0 ? (
        <p className={`${shared.quiet} ${shared.small}`}>{text.answers.waiting}</p>
      ) : (
        <AnswerTable
          samples={samples}
          scoresOnly={stage === 'rewardModel'}
          running={running}
          present={shipped ? text.answers.shipped : text.answers.now}
        />
      )}
      {!replaying && <OwnPrompt stage={stage} />}
      <FactsButton />
    </section>
  );
}
