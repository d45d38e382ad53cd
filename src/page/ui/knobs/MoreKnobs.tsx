/**
 * Knobs that few need, behind a word that says how many of them are changed. It stays as the learner leaves it; a link that
 * names one of its knobs opens it.
 */
import { useState, type ReactNode } from 'react';
import type { KnobName } from '../../../experiment/knobs';
import { recall, remember } from '../../store/browserMemory';
import { useLitKnob } from '../../store/run/litTerm';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { areNamed, changedKnobs } from './folded';
import styles from './Knobs.module.css';

const KEY = 'rlhf-playground more knobs';
const OPEN = 'open';

interface Props {
  readonly names: readonly KnobName[];
  /** No other knobs are beside them. */
  readonly alone: boolean;
  readonly children: ReactNode;
}

export function MoreKnobs({ names, alone, children }: Props) {
  const settings = useStore(({ run }) => run.settings);
  const restrictions = useStore((state) => state.restrictions);
  const lit = useLitKnob(...names);
  const [open, setOpen] = useState(() => alone || recall(KEY) === OPEN || areNamed(names, settings, restrictions));
  const changed = changedKnobs(names, settings).length;
  return (
    <details className={styles.more} open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary data-testid="advanced" data-lit={lit && !open} onClick={() => remember(KEY, open ? null : OPEN)}>
        {text.settings.more}
        {changed > 0 && <span data-testid="changed-knobs"> · {text.settings.changed(changed)}</span>}
      </summary>
      <div className={styles.fields}>{children}</div>
    </details>
  );
}
