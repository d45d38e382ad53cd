/** The terms of a formula in words; pointing at one, or focusing it, lights it up wherever it occurs. */
import { useEffect } from 'react';
import { lightTerm, useLitTerm } from '../../../store/run/litTerm';
import { termsOf, type TermKey } from '../../../text/terms';
import { text } from '../../../text/text';
import { Cited } from '../../../ui/Cited';
import { Sub } from '../../../ui/Sub';
import styles from './TermLegend.module.css';

interface Props {
  readonly formula: string;
  /** Where the papers have it; the meaning of the lit term takes its place. */
  readonly source: string;
}

export function TermLegend({ formula, source }: Props) {
  const lit = useLitTerm(({ term }) => term);
  const terms = termsOf(formula);
  useEffect(() => () => lightTerm(null), []);
  return (
    <div className={styles.legend}>
      {terms.length > 0 && (
        <ul className={styles.terms} role="list" aria-label={text.step.terms}>
          {terms.map((key) => (
            <li key={key}>
              <TermButton term={key} lit={key === lit} />
            </li>
          ))}
        </ul>
      )}
      <p className={styles.meaning} aria-live="polite">
        <Cited>{lit === null ? source : text.terms[lit].meaning}</Cited>
      </p>
    </div>
  );
}

function TermButton({ term, lit }: { readonly term: TermKey; readonly lit: boolean }) {
  const { symbol, label } = text.terms[term];
  const attend = () => lightTerm(term);
  const leave = () => lightTerm(null);
  return (
    <button
      type="button"
      className={styles.term}
      data-printed
      data-testid={`term-${term}`}
      data-lit={lit}
      onPointerEnter={attend}
      onFocus={attend}
      onClick={attend}
      onPointerLeave={leave}
      onBlur={leave}
    >
      <i>
        <Sub>{symbol}</Sub>
      </i>{' '}
      {label}
    </button>
  );
}
