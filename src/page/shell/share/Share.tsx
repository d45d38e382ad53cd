/** Opens the dialog that hands this page on; it is loaded when it is asked for. */
import { useState } from 'react';
import { text } from '../../text/text';
import { Restrictable } from '../../ui/Restrictable';
import styles from '../Header.module.css';
import { part } from '../../ui/part';

const ShareDialog = part(() => import('./ShareDialog').then((module) => module.default));

export function Share() {
  const [open, setOpen] = useState(false);
  return (
    <Restrictable name="share">
      <button type="button" className={styles.quiet} data-testid="share" onClick={() => setOpen(true)}>
        {text.classroom.share.open}
      </button>
      {open && <ShareDialog onClose={() => setOpen(false)} />}
    </Restrictable>
  );
}
