/** A text that is there to be copied, with the button that does so. */
import { useState } from 'react';
import { text } from '../../text/text';
import styles from './ShareDialog.module.css';

const words = text.classroom.share;

interface Props {
  readonly value: string;
  readonly label: string;
  readonly button: string;
  /** Of the field `share-…`, of the button `copy-…`. */
  readonly id: string;
  /** The one that the dialog opens on. */
  readonly main?: boolean;
}

export function CopyField({ value, label, button, id, main = false }: Props) {
  const [said, setSaid] = useState({ of: value, sentence: '' });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setSaid({ of: value, sentence: words.copied });
    } catch {
      setSaid({ of: value, sentence: words.failed });
    }
  };
  return (
    <div className={styles.link}>
      <input
        type="text"
        readOnly
        value={value}
        aria-label={label}
        data-testid={`share-${id}`}
        onFocus={({ target }) => target.select()}
      />
      <button
        type="button"
        autoFocus={main}
        className={main ? styles.copy : undefined}
        data-testid={`copy-${id}`}
        onClick={copy}
      >
        {button}
      </button>
      <span role="status">{said.of === value && said.sentence}</span>
    </div>
  );
}
