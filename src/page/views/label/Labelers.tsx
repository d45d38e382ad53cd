/** The imported labelers, a file each: how much each has ranked, and one press that removes all of it. */
import { useRef } from 'react';
import { Trash2 } from 'lucide-react';
import type { ImportedLabeler } from '../../store/label/labelers';
import { labelActions } from '../../store/label/rankings';
import { text } from '../../text/text';
import { focusKeptHeading } from './keptHeading';
import { LabelerName } from './LabelerName';
import parts from './parts.module.css';
import styles from './Rankings.module.css';

const words = text.rankings;

export function Labelers({ labelers }: { readonly labelers: readonly ImportedLabeler[] }) {
  const summary = useRef<HTMLElement>(null);
  const remove = (digest: string) => {
    if (labelers.length > 1) summary.current?.focus();
    else focusKeptHeading();
    labelActions.removeFile(digest);
  };
  const rankings = labelers.reduce((sum, labeler) => sum + labeler.rankings, 0);
  return (
    <details className={styles.labelers} data-testid="label-labelers" open={labelers.length <= OPEN}>
      <summary ref={summary}>{words.labelers(labelers.length, rankings)}</summary>
      <ul role="list">
        {labelers.map((labeler) => (
          <li key={labeler.digest} data-testid="labeler">
            <span>
              <LabelerName labeler={labeler} />
              {words.ofLabeler(labeler.rankings)}
            </span>
            <span className={parts.moves}>
              <button
                type="button"
                aria-label={words.removeLabeler(labeler.shortName)}
                title={words.removeLabeler(labeler.shortName)}
                data-testid="labeler-remove"
                onClick={() => remove(labeler.digest)}
              >
                <Trash2 size="1em" aria-hidden="true" />
              </button>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** More of them are folded away. */
const OPEN = 5;
