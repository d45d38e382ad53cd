/** Whose model it is: shipped, or the learner's. */
import type { Origin } from '../../../experiment/names';
import { text } from '../../text/text';
import styles from './Start.module.css';

export function Whose({ origin }: { readonly origin: Origin | null }) {
  if (origin === null) return null;
  return (
    <span className={styles.whose} data-testid="start-whose">
      {text.compare.whose.origins[origin]}
    </span>
  );
}
