/** A button that deletes, once the learner has said so twice. */
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { text } from '../../text/text';
import styles from './Runs.module.css';

interface Props {
  readonly id: string;
  readonly question: string;
  readonly onSure: () => void;
  readonly children: string;
}

export function Sure({ id, question, onSure, children }: Props) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <button type="button" data-testid={id} onClick={() => setAsking(true)}>
        <Trash2 size="1em" aria-hidden="true" /> {children}
      </button>
    );
  }
  return (
    <span className={styles.sure} role="group" aria-label={question}>
      {question}
      <button type="button" autoFocus onClick={() => setAsking(false)}>
        {text.runs.keep}
      </button>
      <button
        type="button"
        data-testid={`${id}-sure`}
        onClick={() => {
          setAsking(false);
          onSure();
        }}
      >
        {text.runs.really}
      </button>
    </span>
  );
}
