/** Where the model looked before it wrote a token: for every head, its shares over the tokens so far. */
import { useEffect, useRef, useState } from 'react';
import type { AnswerPlace, AttentionView, RespondentAnswers } from '../../../protocol/compare';
import { compareActions } from '../../store/compare';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { formatShare } from '../../ui/format';
import shared from '../../ui/shared.module.css';
import { showTokens } from '../../store/tokenText';
import { lineColor, SPEAKER_COLORS } from '../../ui/colors';
import styles from './Attention.module.css';
import { headsOf, type Head } from './heads';

const words = text.compare.attention;

interface Props {
  readonly place: AnswerPlace;
  readonly answered: RespondentAnswers;
  readonly name: string;
}

export function Attention({ place, answered: { respondent, answers }, name }: Props) {
  const attention = useStore(({ run }) => run.attention);
  const [numbers, setNumbers] = useState(false);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' });
  }, [attention]);
  const view = attention && samePlace(attention.place, place) ? attention.view : null;
  const token = showTokens(answers[place.sample]?.tokens[place.token] ?? '');
  return (
    <section className={styles.attention} ref={section} data-testid="attention" data-ready={view !== null}>
      <header className={styles.header}>
        <h4 className={styles.heading}>{words.heading(name, token)}</h4>
        <label className={styles.numbers}>
          <input
            type="checkbox"
            data-testid="attention-numbers"
            checked={numbers}
            onChange={({ target }) => setNumbers(target.checked)}
          />
          {words.numbers}
        </label>
        <button type="button" data-testid="attention-close" onClick={compareActions.closeAttention}>
          {words.close}
        </button>
      </header>
      <p className={styles.sentence}>{words.sentence}</p>
      {view ? (
        <Heads view={view} numbers={numbers} color={lineColor(SPEAKER_COLORS[respondent.speaker])} />
      ) : (
        <p className={shared.quiet}>{words.waiting}</p>
      )}
    </section>
  );
}

function samePlace(a: AnswerPlace, b: AnswerPlace): boolean {
  return a.id === b.id && a.respondent === b.respondent && a.sample === b.sample && a.token === b.token;
}

interface HeadsProps {
  readonly view: AttentionView;
  readonly numbers: boolean;
  readonly color: string;
}

function Heads({ view, numbers, color }: HeadsProps) {
  const [pointed, setPointed] = useState('');
  const heads = headsOf(view);
  const tokens = view.tokens.map(showTokens);
  return (
    <>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={words.table}>
        <table className={styles.table} onPointerLeave={() => setPointed('')}>
          <thead>
            <tr>
              <th scope="col">{words.head}</th>
              <th scope="col">{words.most}</th>
              {tokens.map((token, t) => (
                <th scope="col" key={t} className={styles.token} data-first={t === view.responseStart}>
                  <span>{token}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {heads.map((head) => (
              <Row
                key={`${head.layer} ${head.head}`}
                head={head}
                tokens={tokens}
                responseStart={view.responseStart}
                numbers={numbers}
                color={color}
                onPoint={setPointed}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.pointed} data-testid="attention-detail">
        {pointed === '' ? words.hint : pointed}
      </p>
    </>
  );
}

interface RowProps {
  readonly head: Head;
  readonly tokens: readonly string[];
  readonly responseStart: number;
  readonly numbers: boolean;
  readonly color: string;
  readonly onPoint: (sentence: string) => void;
}

function Row({ head: { layer, head, shares, most }, tokens, responseStart, numbers, color, onPoint }: RowProps) {
  return (
    <tr data-layer={layer} data-head={head} data-first={head === 1}>
      <th scope="row">{words.name(layer, head)}</th>
      <td className={styles.most}>
        <span className={styles.word}>{tokens[most]}</span> {formatShare(shares[most])}
      </td>
      {shares.map((share, t) => (
        <td
          key={t}
          className={styles.cell}
          data-share={share}
          data-first={t === responseStart}
          onPointerEnter={() => onPoint(words.cell(layer, head, formatShare(share), tokens[t]))}
        >
          {/* A share of a tenth is seen as well: the shade grows with its root, and leaves ink legible on it. */}
          <span className={styles.shade} style={{ background: color, opacity: Math.sqrt(share) * 0.55 }} />
          <span className={numbers ? undefined : styles.unseen}>{Math.round(100 * share)}</span>
        </td>
      ))}
    </tr>
  );
}
