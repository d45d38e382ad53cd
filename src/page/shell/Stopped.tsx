/** Said when the worker is lost: what the page shows stays, and a press goes on. */
import { comeBackActions } from '../store/comeBack';
import { liveRun } from '../store/pageState';
import { useStore } from '../store/store';
import { text } from '../text/text';
import styles from './Notices.module.css';

export function Stopped() {
  const stopped = useStore((state) => liveRun(state).stopped);
  if (stopped === null) return null;
  const { sentence, detail } = stopped;
  return (
    <div className={styles.notice} role="alert" data-testid="stopped">
      <div className={styles.words}>
        <p>
          <b>{sentence}</b> <span>{text.notices.stopped}</span>
        </p>
        {detail !== '' && (
          <details>
            <summary>{text.notices.details}</summary>
            <pre className={styles.detail}>{detail}</pre>
          </details>
        )}
      </div>
      <button type="button" data-testid="stopped-go-on" onClick={comeBackActions.toLostWorker}>
        {text.notices.goOn}
      </button>
    </div>
  );
}
