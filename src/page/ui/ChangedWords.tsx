/** An answer with the words marked that the answer before it had not, for better or for worse where that can be told. */
import { showTokens } from '../store/tokenText';
import styles from './ChangedWords.module.css';
import { wordChanges } from './wordChanges';

/** `same`: neither the judge nor the reward model tells one answer from the other, or nobody has asked them. */
export type Direction = 'better' | 'same' | 'worse';

interface Props {
  /** Null: there is none to compare with, and nothing is marked. */
  readonly before: string | null;
  readonly now: string;
  readonly direction?: Direction;
}

export function ChangedWords({ before, now, direction = 'same' }: Props) {
  // A whole answer or a word takes the place of another as an element, never as bare text, which a translator may move.
  if (before === null || before === now) return <span key={now}>{showTokens(now)}</span>;
  return (
    <span key={`${before} → ${now}`}>
      {wordChanges(before, now).map(({ word, changed }, i) => (
        <span key={i}>
          {i > 0 && ' '}
          {changed ? (
            <mark className={styles.changed} data-direction={direction}>
              {showTokens(word)}
            </mark>
          ) : (
            showTokens(word)
          )}
        </span>
      ))}
    </span>
  );
}
