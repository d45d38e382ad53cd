/** The learner says "good" or "bad" of what the policy answers, by two keys or two buttons. */
import { useEffect, useRef } from 'react';
import type { AskedRound } from '../../../protocol/lab';
import type { Settings } from '../../../experiment/settings';
import { useLab } from '../../store/lab/lab';
import { text } from '../../text/text';
import { prose } from '../../ui/prose';
import { FactsButton } from '../../ui/reference/FactsButton';
import shared from '../../ui/shared.module.css';
import { showTokens } from '../../store/tokenText';
import styles from './Judging.module.css';
import { KEYS, useJudging } from './useJudging';

const { judging: words } = text.lab;

/** Nothing while no run asks. */
export function Judging() {
  const asked = useLab(({ run }) => run?.asked ?? null);
  const { running, ran } = useLab();
  return running && asked !== null && ran !== null ? <Asked asked={asked} settings={ran} /> : null;
}

interface Props {
  readonly asked: AskedRound;
  readonly settings: Settings;
}

function Asked({ asked, settings }: Props) {
  const place = useRef<HTMLElement>(null);
  const judging = useJudging(asked, settings);
  const { byToken, response, handedIn, tokens, press, show, handIn, undo, enough } = judging;
  // The run asks: whoever is not busy with a field goes on here, where the keys are, and where Tab leads to the buttons.
  useEffect(() => {
    if (document.activeElement?.matches('input, select') !== true) place.current?.focus();
  }, []);
  const judged = response === undefined;
  const waits = !judged && tokens === null;
  return (
    <section className={styles.judging} ref={place} tabIndex={-1} aria-label={words.heading} data-testid="judging">
      <h3 className={shared.heading}>{words.heading}</h3>
      <p className={styles.meaning} data-testid="judging-progress">
        {words.progress(asked, judging.place)} <span aria-hidden="true">{judging.signs}</span>
      </p>
      <div className={styles.page}>
        {judged ? <p>{handedIn ? words.learns : words.complete}</p> : <Answer judging={judging} />}
      </div>
      <Announced judging={judging} />
      <div className={styles.keys}>
        {waits ? (
          <Key name="show" label={words.show} onPress={show} disabled={false} />
        ) : (
          <>
            <Key name="bad" label={words.bad} onPress={() => press(-1)} disabled={judged} />
            <Key name="good" label={words.good} onPress={() => press(1)} disabled={judged} />
            <Key name="handIn" label={words.handIn} onPress={handIn} disabled={!judged || handedIn} />
          </>
        )}
      </div>
      <div className={styles.quiet}>
        <Key name="undo" label={words.undo} onPress={undo} disabled={!judging.canUndo} />
        <button type="button" data-testid="judge-enough" aria-disabled={handedIn} onClick={enough}>
          {words.enough}
        </button>
        <FactsButton />
      </div>
      <p className={styles.meaning} data-testid="judging-gold">
        {text.gold.story}
      </p>
      <details className={styles.meaning}>
        <summary>{words.how}</summary>
        <p>{prose(byToken ? words.byToken : words.byResponse, words.h)}</p>
      </details>
    </section>
  );
}

type Seen = ReturnType<typeof useJudging>;

function Answer({ judging: { response, tokens } }: { readonly judging: Seen }) {
  if (!response) return null;
  const shown = tokens === null ? '' : showTokens(response.tokens.slice(0, tokens).join(' '));
  return (
    <>
      <p className={styles.prompt}>{showTokens(response.prompt)}</p>
      <p className={styles.answer} data-testid="judged-answer" aria-hidden="true">
        <span>{tokens === null ? words.hidden : shown}</span>
        {tokens === response.tokens.length && !response.ended && <span> … {text.inside.unfinished}</span>}
      </p>
    </>
  );
}

/** For screen readers: prompt and whole answer, once the answer stands there; not one token after another. */
function Announced({ judging: { response, handedIn, tokens } }: { readonly judging: Seen }) {
  const whole = response && tokens === response.tokens.length;
  return (
    <p className={shared.heard} aria-live="polite">
      {!response
        ? handedIn
          ? words.learns
          : words.complete
        : `${showTokens(response.prompt)} ${whole ? showTokens(response.text) : ''}`}
    </p>
  );
}

interface KeyProps {
  readonly name: keyof typeof KEYS;
  readonly label: string;
  readonly disabled: boolean;
  readonly onPress: () => void;
}

/** A button and its key. It stays in the tab order where it does nothing, so that the focus is not lost. */
function Key({ name, label, disabled, onPress }: KeyProps) {
  return (
    <button
      type="button"
      data-testid={`judge-${name}`}
      aria-disabled={disabled}
      aria-keyshortcuts={KEYS[name]}
      onClick={() => {
        if (!disabled) onPress();
      }}
    >
      {label} <kbd aria-hidden="true">{words.key(KEYS[name].toUpperCase())}</kbd>
    </button>
  );
}
