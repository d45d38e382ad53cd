/** What policies became that learned from the rankings: how far they are, and then their answers, prompt by prompt. */
import { useEffect, useRef } from 'react';
import { LEARN_ITERATIONS, type Learned, type LearningProgress } from '../../../protocol/label';
import { favoritesOf } from '../../store/label/favorites';
import { byDifference, learnedSummary } from '../../store/label/learnedSummary';
import { useRankings } from '../../store/label/rankings';
import { roundActions } from '../../store/rounds';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { formatDuration } from '../../ui/format';
import { useControl } from '../../ui/Restrictable';
import shared from '../../ui/shared.module.css';
import { LearnedPromptView } from './LearnedPromptView';
import { learnedSentences } from './learnedSentences';
import parts from './parts.module.css';
import styles from './Effect.module.css';
import { whoseAre } from './whose';

const words = text.learn;

/** On view before the rest is unfolded. */
const MOST = 4;

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
  const rankings = useRankings((state) => state.rankings);
  const { adopted, modelsGone } = useStore(({ run }) => run.labeling);
  const whose = whoseAre(rankings);
  const leadsOn = useControl('train') === 'free';
  const favorites = favoritesOf(rankings);
  const summary = learnedSummary(learned, favorites);
  const prompts = byDifference(learned.prompts);
  const rest = prompts.slice(MOST);
  const different = rest.filter((each) => each.with.text !== each.without.text).length;
  const view = (each: (typeof prompts)[number]) => (
    <LearnedPromptView key={each.prompt} asked={each} favorites={favorites.get(each.prompt) ?? []} whose={whose} />
  );
  const [first, ...others] = learnedSentences(summary, whose);
  return (
    <div className={parts.column} data-testid="learned-result">
      <p data-testid="learned-summary" data-different={summary.different} data-answers={summary.answers}>
        <b>{first}</b>
      </p>
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
      <ol className={styles.moved} role="list">
        {prompts.slice(0, MOST).map(view)}
      </ol>
      {rest.length > 0 && (
        <details className={styles.fold}>
          <summary>{words.rest(rest.length, different)}</summary>
          <ol className={styles.moved} role="list">
            {rest.map(view)}
          </ol>
        </details>
      )}
      <details className={styles.fold} data-testid="learned-numbers">
        <summary>{words.inNumbers}</summary>
        {others.length > 0 && <p>{others.join(' ')}</p>}
        <p className={parts.note}>{words.method(whose, learned.iterations)}</p>
      </details>
    </div>
  );
}
