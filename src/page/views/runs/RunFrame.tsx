/** What every saved run of the list has: a name that can be changed, facts, numbers, differences, and what can be done. */
import { Download, Pencil } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { runActions } from '../../store/saved/runs';
import { text } from '../../text/text';
import { Symbols } from '../../ui/Symbols';
import styles from './Runs.module.css';
import { Sure } from './Sure';

const words = text.runs;

interface Props {
  readonly id: string;
  readonly name: string;
  readonly kind: 'run' | 'lab-run';
  readonly color: string;
  readonly facts: readonly string[];
  readonly measured: ReactNode;
  readonly differs: ReactNode;
  readonly exportMeaning: string;
  readonly children: ReactNode;
}

export function RunFrame({ id, name, kind, color, facts, measured, differs, exportMeaning, children }: Props) {
  const [renaming, setRenaming] = useState(false);
  return (
    <li className={styles.run} data-testid={`${kind}-card`} style={{ borderLeftColor: color }}>
      {renaming ? (
        <Rename
          name={name}
          onDone={(next) => {
            setRenaming(false);
            if (next !== null) void runActions.rename(id, next);
          }}
        />
      ) : (
        <h3 className={styles.name} data-testid="run-name">
          <Symbols>{name}</Symbols>
        </h3>
      )}
      <ul className={styles.facts} role="list">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {measured}
      <p className={styles.differences} data-testid="run-differences">
        {differs}
      </p>
      <div className={styles.buttons}>
        {children}
        <button type="button" data-testid="rename-run" onClick={() => setRenaming(true)}>
          <Pencil size="1em" aria-hidden="true" /> {words.rename}
        </button>
        <button type="button" data-testid="export-run" title={exportMeaning} onClick={() => void runActions.export(id)}>
          <Download size="1em" aria-hidden="true" /> {words.export}
        </button>
        <Sure id="delete-run" question={words.sure(1)} onSure={() => void runActions.remove([id])}>
          {words.delete}
        </Sure>
      </div>
    </li>
  );
}

interface RenameProps {
  readonly name: string;
  /** With the new name, or null to leave it. */
  readonly onDone: (name: string | null) => void;
}

function Rename({ name, onDone }: RenameProps) {
  const [typed, setTyped] = useState(name);
  const trimmed = typed.trim();
  const save = () => onDone(trimmed === '' || trimmed === name ? null : trimmed);
  return (
    <div className={styles.rename}>
      <input
        type="text"
        autoFocus
        maxLength={200}
        data-testid="run-new-name"
        aria-label={words.name}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={({ key }) => {
          if (key === 'Enter') save();
          if (key === 'Escape') onDone(null);
        }}
      />
      <button type="button" onClick={save}>
        {words.saveName}
      </button>
      <button type="button" onClick={() => onDone(null)}>
        {words.cancel}
      </button>
    </div>
  );
}
