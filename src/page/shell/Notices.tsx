/** What went wrong, in sentences that stay until they are dismissed. */
import { actions, useStore } from '../store/store';
import { text } from '../text/text';
import styles from './Notices.module.css';

export function Notices() {
  const notices = useStore(({ run }) => run.notices);
  return (
    <div className={styles.notices} role="alert" aria-label={text.notices.label}>
      {notices.map(({ id, sentence, detail, stage }) => (
        <div key={id} className={styles.notice} data-testid="notice">
          <div className={styles.words}>
            <p>
              {stage !== null && <b>{text.stages[stage].label}: </b>}
              <span>{sentence}</span>
            </p>
            {detail !== '' && (
              <details>
                <summary>{text.notices.details}</summary>
                <pre className={styles.detail}>{detail}</pre>
              </details>
            )}
          </div>
          <button type="button" onClick={() => actions.dismiss(id)}>
            {text.notices.dismiss}
          </button>
        </div>
      ))}
    </div>
  );
}
