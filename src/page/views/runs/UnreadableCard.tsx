/** A saved run that cannot be shown: why, and that it stays until the learner deletes it. */
import type { UnreadableRun } from '../../store/saved/readRun';
import { runActions } from '../../store/saved/runs';
import { text } from '../../text/text';
import { Symbols } from '../../ui/Symbols';
import styles from './Runs.module.css';
import { Sure } from './Sure';

const words = text.runs;

export function UnreadableCard({ run: { id, name, problem } }: { readonly run: UnreadableRun }) {
  return (
    <li className={styles.run} data-testid="unreadable-run">
      <h3 className={styles.name}>
        <Symbols>{name}</Symbols>
      </h3>
      <p className={styles.differences}>{words.notShown(problem)}</p>
      <div className={styles.buttons}>
        <Sure id="delete-run" question={words.sure(1)} onSure={() => void runActions.remove([id])}>
          {words.delete}
        </Sure>
      </div>
    </li>
  );
}
