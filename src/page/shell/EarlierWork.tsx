/** Tells once, after a fresh start, what an earlier visit has left in this browser: to leave it aside, or to delete it. */
import { useState } from 'react';
import { dismissAside, useAside } from '../store/saved/aside';
import { deleteWorkAside } from '../store/saved/earlierWork';
import { notice } from '../store/store';
import { text } from '../text/text';
import styles from './ComeBack.module.css';
import { ShowAgain } from './ShowAgain';

const words = text.earlierWork;

export default function EarlierWork() {
  const { rankings, runs, visits } = useAside(({ work }) => work);
  const [asking, setAsking] = useState(false);
  const work = text.about.counted(rankings.length, runs.length, visits.length);
  if (work === '') return null;
  const remove = () => void deleteWorkAside().catch((error: unknown) => notice(words.notDeleted, String(error)));
  return (
    <section className={styles.offer} aria-label={words.label} data-testid="earlier-work">
      <p role="status">{asking ? words.question(work) : words.found(work)}</p>
      <div className={styles.buttons}>
        <button type="button" data-testid="earlier-keep" onClick={asking ? () => setAsking(false) : dismissAside}>
          {asking ? text.about.keep : words.keep}
        </button>
        {asking ? (
          <button type="button" data-testid="earlier-delete-now" onClick={remove}>
            {words.deleteNow}
          </button>
        ) : (
          <>
            <ShowAgain />
            <button type="button" data-testid="earlier-delete" onClick={() => setAsking(true)}>
              {words.delete}
            </button>
          </>
        )}
      </div>
    </section>
  );
}
