/** The terms of art in words of every day. */
import { formsOf, glossary } from '../../text/glossary';
import { text } from '../../text/text';
import { has } from './find';
import styles from './Reference.module.css';

const words = text.reference;

export function Glossary({ typed }: { readonly typed: string }) {
  const found = glossary.filter((entry) => has(typed, entry.term, entry.meaning, ...formsOf(entry)));
  return (
    <>
      <p>{words.terms}</p>
      {found.length === 0 && <p>{words.nothing(typed)}</p>}
      <dl className={styles.terms} data-testid="glossary">
        {found.map(({ term, meaning }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
