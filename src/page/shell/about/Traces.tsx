/** What this browser holds of all visits, and the one button that deletes it. */
import { useEffect, useState } from 'react';
import { openAgain } from '../../store/link/freshStart';
import { useAside, type Work } from '../../store/saved/aside';
import { askToDeleteTraces } from '../../store/saved/deleteTraces';
import { findWork } from '../../store/saved/earlierWork';
import { text } from '../../text/text';
import { ShowAgain } from '../ShowAgain';
import styles from './AboutDialog.module.css';

const words = text.about;

const told = ({ rankings, runs, visits }: Work) => words.counted(rankings.length, runs.length, visits.length);

/** What was found in this browser; null: it is looked for. */
type Found = Work | 'unread' | null;

/** Says what this browser holds, as the sentence and as what is asked about before it is deleted. */
export function heldWork(found: Found): { readonly sentence: string; readonly held: string } {
  if (found === null) return { sentence: words.looking, held: '' };
  if (found === 'unread') return { sentence: `${words.unread} ${words.remembered}`, held: words.anyWork };
  const held = told(found) || words.nothing;
  return { sentence: `${words.inThisBrowser(held)} ${words.remembered}`, held };
}

export function Traces() {
  const aside = told(useAside(({ work }) => work));
  const [found, setFound] = useState<Found>(null);
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    let wanted = true;
    void findWork().then(
      (work) => wanted && setFound(work),
      () => wanted && setFound('unread'),
    );
    return () => {
      wanted = false;
    };
  }, []);
  const { sentence, held } = heldWork(found);
  const remove = () => {
    if (askToDeleteTraces()) openAgain(false);
    else setRefused(true);
  };
  return (
    <div className={styles.traces}>
      <p className={styles.text} data-testid="about-held">
        {sentence}
      </p>
      {aside !== '' && (
        <p className={styles.buttons} data-testid="about-aside">
          <span>{text.earlierWork.aside(aside)}</span> <ShowAgain />
        </p>
      )}
      {asking ? (
        <div className={styles.question} role="group" aria-label={words.delete} data-testid="delete-question">
          <p role="status">{words.question(held)}</p>
          <p>{words.otherTabs}</p>
          {refused && <p role="alert">{words.cannotDelete}</p>}
          <div className={styles.buttons}>
            <button type="button" autoFocus data-testid="delete-keep" onClick={() => setAsking(false)}>
              {words.keep}
            </button>
            <button type="button" data-testid="delete-all-now" onClick={remove}>
              {words.deleteAll}
            </button>
          </div>
        </div>
      ) : (
        <button type="button" data-testid="delete-all" disabled={found === null} onClick={() => setAsking(true)}>
          {words.delete}
        </button>
      )}
    </div>
  );
}
