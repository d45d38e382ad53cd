/** One request, its answers by the models of this page, and what the reward model and the judge think of each. */
import { useEffect } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { compareActions } from '../../store/compare';
import { answering, isAnswered, isOwn, REQUESTS, startActions, useStart, whoseModels } from '../../store/start';
import { useStore } from '../../store/store';
import { showTokens } from '../../store/tokenText';
import { text } from '../../text/text';
import { useControl } from '../../ui/Restrictable';
import shared from '../../ui/shared.module.css';
import { AnswerCard } from './AnswerCard';
import { RewardModelCard } from './RewardModelCard';
import styles from './Start.module.css';
import { whyFooled } from './whyFooled';

const words = text.start;

/** In the order of their making. */
const SPEAKERS = ['base', 'sft', 'ppo'] as const;

export function Example() {
  const request = useStart((state) => state.request);
  const example = useStore(({ run }) => run.example);
  const answers = example?.question.prompt === request ? example.answers : [];
  const whose = useStore(useShallow(({ run }) => whoseModels(run)));
  const fooled = whyFooled(answers);
  useAnswers(request);
  return (
    <section className={styles.example} aria-label={words.heading} aria-busy={answers.length === 0}>
      <h2 className={styles.heading}>
        {words.heading}: <q data-testid="start-request">{showTokens(request)}</q>
      </h2>
      <ul className={styles.cards} role="list">
        {SPEAKERS.map((speaker) => (
          <AnswerCard
            key={speaker}
            speaker={speaker}
            prompt={request}
            origin={whose?.[speaker] ?? null}
            answer={answers.find(({ respondent }) => respondent.speaker === speaker)?.answers[0] ?? null}
          />
        ))}
        <RewardModelCard answers={answers} origin={whose?.rewardModel ?? null} />
      </ul>
      <div className={styles.under}>
        {fooled !== null && (
          <p className={styles.fooled} data-testid="start-fooled">
            {words.fooled[fooled]}
          </p>
        )}
        <div className={styles.requests} role="group" aria-label={words.requests}>
          <span>{words.others}</span>
          {REQUESTS.filter((each) => each !== request).map((each) => (
            <button
              key={each}
              type="button"
              className={shared.link}
              data-testid="start-other"
              onClick={() => startActions.choose(each)}
            >
              {showTokens(each)}
            </button>
          ))}
        </div>
        {isOwn(whose?.ppo ?? null) && <CompareOwn request={request} />}
        <Opening />
      </div>
    </section>
  );
}

/** The learner's policy beside the one from before, on the request on view. */
function CompareOwn({ request }: { readonly request: string }) {
  if (useControl('compare') !== 'free') return null;
  return (
    <button
      type="button"
      className={shared.link}
      data-testid="start-compare"
      onClick={() => compareActions.besideEarlier(request)}
    >
      {words.compare}
    </button>
  );
}

/** Asks for the answers as soon as there is a model to ask, and again once the models have been trained. */
function useAnswers(request: string): void {
  const isToAsk = useStore(({ run }) => answering(run.respondents).length > 0 && !isAnswered(run, request));
  const trains = useStore(({ run }) => Object.values(run.stages).some((stage) => stage?.status === 'running'));
  useEffect(() => {
    if (isToAsk) startActions.ask();
  }, [isToAsk, trains, request]);
}

/** How far the models are, while they come; that there are none, where that is so. */
function Opening() {
  const activity = useStore(({ run }) => run.activity);
  const opened = useStore(({ run }) => run.stages.pretrain !== null);
  const nobody = useStore(({ run }) => run.respondents.length === 0);
  const sentence = !opened ? words.opening : nobody && activity === null ? words.nothing : '';
  return (
    <p className={styles.opening} role="status" data-testid="start-opening">
      {sentence}
      {!opened && <progress max={1} {...(activity && { value: activity.fraction })} aria-label={words.opening} />}
    </p>
  );
}
