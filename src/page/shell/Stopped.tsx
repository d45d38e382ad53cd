/** Said when the worker is lost: what the page shows stays, and a press goes on. */
import { actions, useStore } from '../store/store';
import { text } from '../text/text';
import styles from './Notices.module.css';

export function Stopped() {
  const stopped = useStore(({ run, replay }) => (replay?.live ?? run).stopped);
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
      <button type="button" data-testid="stopped-go-on" onClick={actions.goOn}>
        {text.notices.goOn}
      </button>
    </div>
  );
}
