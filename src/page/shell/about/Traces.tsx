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

export function Traces() {
  const aside = told(useAside(({ work }) => work));
  const [work, setWork] = useState<Work | null>(null);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    let wanted = true;
    void findWork().then((found) => wanted && setWork(found));
    return () => {
      wanted = false;
    };
  }, []);
  const held = work === null ? '' : told(work) || words.nothing;
  const remove = () => {
    askToDeleteTraces();
    openAgain(false);
  };
  return (
    <div className={styles.traces}>
      <p className={styles.text} data-testid="about-held">
        {work === null ? words.looking : `${words.inThisBrowser(held)} ${words.remembered}`}
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
        <button type="button" data-testid="delete-all" disabled={work === null} onClick={() => setAsking(true)}>
          {words.delete}
        </button>
      )}
    </div>
  );
}
