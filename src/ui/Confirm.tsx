/** Asks before weights that were trained here are dropped. */
import { useEffect, useRef } from 'react';
import { actions, useStore } from '../store/store';
import { text } from '../text/text';
import styles from './Notices.module.css';

export function Confirm() {
  const asking = useStore(({ confirming }) => confirming !== null);
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asking) keep.current?.focus();
  }, [asking]);
  if (!asking) return null;
  return (
    <div className={styles.notice} role="alertdialog" aria-labelledby="confirm" data-testid="confirm">
      <p className={styles.words} id="confirm">
        {text.confirm.question}
      </p>
      <div className={styles.buttons}>
        <button type="button" ref={keep} onClick={() => actions.confirm(false)}>
          {text.confirm.keep}
        </button>
        <button type="button" data-testid="confirm-proceed" onClick={() => actions.confirm(true)}>
          {text.confirm.proceed}
        </button>
      </div>
    </div>
  );
}
