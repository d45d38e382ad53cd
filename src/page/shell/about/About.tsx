/** Opens the dialog that says what the page is; it is loaded when it is asked for. */
import { Info } from 'lucide-react';
import { useState } from 'react';
import { text } from '../../text/text';
import { part } from '../../ui/part';
import styles from '../Display.module.css';

const AboutDialog = part(() => import('./AboutDialog').then((module) => module.default));

export function About() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.open}
        aria-label={text.about.open}
        title={text.about.open}
        data-testid="about"
        onClick={() => setOpen(true)}
      >
        <Info size="1.1em" aria-hidden="true" />
      </button>
      {open && <AboutDialog onClose={() => setOpen(false)} />}
    </>
  );
}
