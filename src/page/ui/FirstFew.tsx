/** A list of which the first few are on view, and the rest unfolds. */
import type { ReactNode } from 'react';
import styles from './FirstFew.module.css';

interface Props<T> {
  readonly items: readonly T[];
  /** On view before the rest is unfolded. */
  readonly most: number;
  readonly className: string | undefined;
  /** What the fold of the rest is called. */
  readonly rest: (items: readonly T[]) => string;
  /** Draws one as a list item with a key. */
  readonly children: (item: T) => ReactNode;
}

export function FirstFew<T>({ items, most, className, rest, children }: Props<T>) {
  const folded = items.slice(most);
  return (
    <>
      <ol className={className} role="list">
        {items.slice(0, most).map(children)}
      </ol>
      {folded.length > 0 && (
        <details className={styles.fold}>
          <summary>{rest(folded)}</summary>
          <ol className={className} role="list">
            {folded.map(children)}
          </ol>
        </details>
      )}
    </>
  );
}
