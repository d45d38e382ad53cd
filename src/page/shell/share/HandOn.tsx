/** Other forms of the link: a code for phones, a frame for a course page, and how it looks to a student. */
import { useState } from 'react';
import { text } from '../../text/text';
import { part } from '../../ui/part';
import shared from '../../ui/shared.module.css';
import { CopyField } from './CopyField';
import { frameSnippet } from './frameSnippet';
import styles from './ShareDialog.module.css';

const words = text.classroom.share;

/** Lazy: pulls in the library that makes the code. */
const QrCode = part(() => import('./QrCode').then((module) => module.default));

export function HandOn({ address }: { readonly address: string }) {
  const [coded, setCoded] = useState(false);
  return (
    <div className={styles.forms}>
      <a href={address} target="_blank" rel="noopener" className={shared.link} data-testid="share-preview">
        {words.preview}
      </a>
      <details onToggle={({ currentTarget }) => setCoded(currentTarget.open)}>
        <summary data-testid="share-qr-open">{words.qr.open}</summary>
        {coded && <QrCode address={address} />}
      </details>
      <details>
        <summary data-testid="share-frame-open">{words.frame.open}</summary>
        <p className={styles.quiet}>{words.frame.meaning}</p>
        <CopyField
          value={frameSnippet(address, text.title)}
          label={words.frame.label}
          button={words.frame.copy}
          id="frame"
        />
      </details>
    </div>
  );
}
