/** The stored answer, revealed a token at a time while the learner steps, with what else could have come. */
import { useEffect, useState } from 'react';
import type { MicroStep } from '../../../../protocol/microSteps';
import { useStore } from '../../../store/store';
import { text } from '../../../text/text';
import { Candidates } from '../tokens/Candidates';
import { showTokens } from '../../../store/tokenText';
import styles from './MicroStepView.module.css';

type Step = Extract<MicroStep, { stage: 'ppo'; kind: 'rollout' }>;

const MILLISECONDS_PER_TOKEN = 450;

function wantsStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

export function Rollout({ step, live }: { readonly step: Step; readonly live: boolean }) {
  const running = useStore(({ run }) => run.stages.ppo?.status === 'running');
  const { tokens, responseStart } = step.example;
  const count = tokens.length - responseStart;
  const [revealed, setRevealed] = useState(() => (live && !running && !wantsStillness() ? 1 : count));
  const [place, setPlace] = useState<number | null>(null);
  const shown = running ? count : revealed;
  const selected = Math.min(place ?? shown - 1, shown - 1);

  useEffect(() => {
    if (shown >= count) return undefined;
    const timer = setTimeout(() => setRevealed(shown + 1), MILLISECONDS_PER_TOKEN);
    return () => clearTimeout(timer);
  }, [shown, count]);

  return (
    <section className={styles.rollout}>
      <p className={styles.example}>
        <span className={styles.prompt}>{showTokens(tokens.slice(0, responseStart).join(' '))}</span>{' '}
        {tokens.slice(responseStart, responseStart + shown).map((token, i) => (
          <button
            key={i}
            type="button"
            className={styles.word}
            data-printed
            data-testid="word"
            aria-pressed={i === selected}
            onClick={() => {
              setPlace(i);
              setRevealed(count);
            }}
          >
            {showTokens(token)}
          </button>
        ))}
      </p>
      <p className={styles.place}>
        <span>{text.inside.place(selected + 1, count)}</span>
        {shown < count && (
          <button type="button" data-testid="whole-answer" onClick={() => setRevealed(count)}>
            {text.inside.allTokens}
          </button>
        )}
      </p>
      <Candidates candidates={step.candidates[selected] ?? []} color="policy" />
      <p className={styles.footnote} data-testid="gumbel">
        {text.step.gumbel} {text.step.gumbelSource}.
      </p>
    </section>
  );
}
