/** What policies became that learned from the rankings: how far they are, and then their answers, prompt by prompt. */
import { useEffect, useRef, type ReactNode } from 'react';
import {
  LEARN_ITERATIONS,
  PROMPTS_TO_TEST,
  type Learned,
  type LearnedPrompt,
  type LearningProgress,
} from '../../../protocol/label';
import { favoritesOf } from '../../store/label/favorites';
import { byDifference, learnedSummary } from '../../store/label/learnedSummary';
import { countMoved, movedPrompts } from '../../store/label/movedPrompts';
import { teachTheSame } from '../../store/label/teachTheSame';
import { roundActions } from '../../store/rounds';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { FirstFew } from '../../ui/FirstFew';
import { formatDuration } from '../../ui/format';
import { useControl } from '../../ui/Restrictable';
import shared from '../../ui/shared.module.css';
import { LearnedPromptView } from './LearnedPromptView';
import { learnedSentences } from './learnedSentences';
import parts from './parts.module.css';
import styles from './Effect.module.css';
import { useChangedSince } from './useChangedSince';
import { whoseAre } from './whose';

const words = text.learn;

export function LearnedView() {
  const { learning, learned } = useStore(({ run }) => run.labeling);
  const place = useRef<HTMLElement>(null);
  const begun = learning !== null;
  // On a narrow screen it lies below the desk, where the button was pressed.
  useEffect(() => {
    if (begun) place.current?.scrollIntoView({ block: 'nearest' });
  }, [begun]);
  if (!learning && !learned) return null;
  return (
    <section ref={place} className={parts.column} aria-labelledby="learned-heading" data-testid="label-learned">
      <h2 className={shared.heading} id="learned-heading">
        {learning ? words.learns : words.heading}
      </h2>
      {learning && <Progress {...learning} />}
      {learned && <Result learned={learned} />}
    </section>
  );
}

function Progress({ doing, fraction, secondsLeft }: LearningProgress) {
  const what = doing === 'policies' ? words.doing.policies(LEARN_ITERATIONS) : words.doing[doing];
  return (
    <div className={parts.column} data-testid="label-learning">
      <p role="status">{what}</p>
      <p className={parts.progress}>
        <progress aria-label={words.learns} max={1} value={fraction} />
        {secondsLeft !== null && <span>{words.left(formatDuration(secondsLeft))}</span>}
        <button type="button" data-testid="label-stop" onClick={roundActions.stopLearning}>
          {words.stop}
        </button>
      </p>
    </div>
  );
}

function Result({ learned }: { readonly learned: Learned }) {
  const { rankings } = learned;
  const changed = useChangedSince(rankings);
  const { adopted, modelsGone, effect } = useStore(({ run }) => run.labeling);
  const whose = whoseAre(rankings);
  const leadsOn = useControl('train') === 'free';
  const favorites = favoritesOf(rankings);
  const summary = learnedSummary(learned, favorites);
  const prompts = byDifference(learned.prompts);
  const ranked = prompts.filter(({ prompt }) => favorites.has(prompt));
  const others = prompts.filter(({ prompt }) => !favorites.has(prompt));
  const view = (each: LearnedPrompt) => (
    <LearnedPromptView key={each.prompt} asked={each} favorites={favorites.get(each.prompt) ?? []} whose={whose} />
  );
  // A comparison of other rankings says nothing of these.
  const moved = effect && teachTheSame(effect.rankings, rankings) ? countMoved(movedPrompts(effect)) : null;
  const { own, gold, numbers } = learnedSentences(summary, whose, moved);
  return (
    <div className={parts.column} data-testid="learned-result">
      <p data-testid="learned-summary" data-different={summary.different} data-answers={summary.answers}>
        <b>{own}</b> {gold}
      </p>
      {rankings.length < PROMPTS_TO_TEST && (
        <p className={parts.note} data-testid="learned-few">
          {words.few(rankings.length)}
        </p>
      )}
      {changed && <p className={parts.note}>{words.stale}</p>}
      {adopted && <p data-testid="label-gone-on">{words.goneOn}</p>}
      {leadsOn && !adopted && modelsGone && (
        <p className={parts.note} data-testid="label-gone">
          {words.gone}
        </p>
      )}
      {leadsOn && !adopted && !modelsGone && (
        <p className={parts.buttons}>
          <button
            type="button"
            className={parts.primary}
            data-testid="label-go-on"
            title={words.goOnMeaning}
            onClick={roundActions.goOnWithLearned}
          >
            {words.goOn}
          </button>
        </p>
      )}
      <Prompts heading={words.ranked(whose)} prompts={ranked} most={4} view={view} />
      <Prompts heading={words.others} prompts={others} most={2} view={view} />
      <details className={styles.fold} data-testid="learned-numbers">
        <summary>{words.inNumbers}</summary>
        {numbers.length > 0 && <p>{numbers.join(' ')}</p>}
        <p className={parts.note}>{words.method(whose, learned.iterations)}</p>
      </details>
    </div>
  );
}

interface PromptsProps {
  readonly heading: string;
  readonly prompts: readonly LearnedPrompt[];
  readonly most: number;
  readonly view: (each: LearnedPrompt) => ReactNode;
}

function Prompts({ heading, prompts, most, view }: PromptsProps) {
  if (prompts.length === 0) return null;
  const rest = (folded: readonly LearnedPrompt[]) =>
    words.rest(folded.length, folded.filter((each) => each.with.text !== each.without.text).length);
  return (
    <section aria-label={heading}>
      <h3 className={styles.heading}>{heading}</h3>
      <FirstFew items={prompts} most={most} className={styles.moved} rest={rest}>
        {view}
      </FirstFew>
    </section>
  );
}
