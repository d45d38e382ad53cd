/**
 * An answer token by token, each shaded by how much likelier its model makes it than the reference does, underlined as
 * well. One stop for the keyboard: arrows go from token to token, and what is pointed at shows its numbers.
 */
import { useId, useRef, useState } from 'react';
import { Tooltip, TooltipTriggerStateContext } from 'react-aria-components';
import type { Answer } from '../../../protocol/compare';
import { text } from '../../text/text';
import { formatFixed, formatNumber } from '../../ui/format';
import { showTokens } from '../../store/tokenText';
import { Sub } from '../../ui/Sub';
import { logRatioOf, shadeOf } from './shade';
import { signed } from './signed';
import styles from './Tokens.module.css';

interface Props {
  readonly answer: Answer;
  /** The token whose attention is on view. */
  readonly chosen: number | null;
  /** Null where the model can no longer show its attention. */
  readonly onChoose: ((token: number) => void) | null;
}

/** How far each key goes; the ends are reached from anywhere. */
const MOVES: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

export function Tokens({ answer, chosen, onChoose }: Props) {
  const { tokens, logprobs, refLogprobs } = answer;
  const [pointed, setPointed] = useState<number | null>(null);
  const [stop, setStop] = useState(0);
  const target = useRef<HTMLElement>(null);
  const tipId = useId();
  // One tip for all tokens, not a trigger around each of hundreds.
  const close = () => setPointed(null);
  const state = { isOpen: true, shouldSkipAnimation: true, open: () => undefined, close };
  const point = (token: number, element: HTMLElement) => {
    target.current = element;
    setPointed(token);
  };
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') close();
    const move = MOVES[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(tokens.length - 1, stop + move));
    event.currentTarget.querySelectorAll<HTMLElement>('button')[next]?.focus();
  };
  return (
    <>
      <div
        className={styles.tokens}
        role="toolbar"
        aria-label={text.compare.tokens(showTokens(answer.text))}
        onKeyDown={onKeyDown}
        onPointerLeave={close}
      >
        {tokens.map((token, i) => {
          const ratio = logRatioOf(logprobs[i], refLogprobs?.[i]);
          const word = showTokens(token);
          return (
            <button
              key={i}
              type="button"
              className={styles.token}
              data-printed
              data-shade={shadeOf(ratio)}
              data-ratio={ratio ?? ''}
              tabIndex={i === stop ? 0 : -1}
              aria-label={ratio === null ? word : text.compare.tokenName(word, signed(ratio))}
              {...(i === pointed && { 'aria-describedby': tipId })}
              {...(onChoose && { 'aria-pressed': i === chosen })}
              onFocus={({ currentTarget }) => {
                setStop(i);
                point(i, currentTarget);
              }}
              onBlur={close}
              onPointerEnter={({ currentTarget }) => point(i, currentTarget)}
              onClick={() => onChoose?.(i)}
            >
              {word}
            </button>
          );
        })}
      </div>
      {pointed !== null && (
        <TooltipTriggerStateContext value={state}>
          <Tooltip
            key={pointed}
            className={styles.tip}
            triggerRef={target}
            isOpen
            offset={4}
            data-testid="token-detail"
          >
            <div id={tipId}>
              <Detail answer={answer} token={pointed} />
            </div>
          </Tooltip>
        </TooltipTriggerStateContext>
      )}
    </>
  );
}

function Detail({ answer, token }: { readonly answer: Answer; readonly token: number }) {
  const word = showTokens(answer.tokens[token]);
  const own = answer.logprobs[token] ?? null;
  const reference = answer.refLogprobs?.[token] ?? null;
  const ratio = logRatioOf(own, reference);
  if (own === null) return text.compare.notCompared(word);
  return (
    <>
      <span className={styles.factor}>
        {ratio === null
          ? text.compare.tokenAlone(word)
          : text.compare.token(word, formatNumber(Math.exp(ratio)), signed(ratio))}
      </span>
      <Logprob label={text.ledger.logprobs.label} nats={own} />
      {reference !== null && <Logprob label={text.ledger.refLogprobs.label} nats={reference} />}
    </>
  );
}

function Logprob({ label, nats }: { readonly label: string; readonly nats: number }) {
  return (
    <span className={styles.logprob}>
      <Sub>{label}</Sub> {formatFixed(nats, 2)}
    </span>
  );
}
