/** The micro-steps of a stage in their order, the present one marked; clicking one looks back at it. */
import type { ReactNode } from 'react';
import { text } from '../../text/text';
import styles from './Stepper.module.css';

interface Props<K extends string> {
  readonly steps: readonly { readonly kind: K; readonly label: string; readonly seen: boolean }[];
  readonly current: K;
  readonly shown: K;
  readonly onShow: (kind: K) => void;
  /** Stands at the end of the row. */
  readonly children?: ReactNode;
}

export function Stepper<K extends string>({ steps, current, shown, onShow, children }: Props<K>) {
  return (
    <ol className={styles.steps} aria-label={text.inside.steps} data-testid="current-micro-step" data-kind={current}>
      {steps.map(({ kind, label, seen }) => (
        <li key={kind} className={styles.step}>
          <button
            type="button"
            className={styles.button}
            data-printed
            data-current={kind === current}
            data-seen={seen}
            aria-pressed={kind === shown}
            {...(kind === current ? { 'aria-current': 'step' as const } : {})}
            onClick={() => onShow(kind)}
          >
            {label}
          </button>
        </li>
      ))}
      {children !== undefined && <li className={styles.end}>{children}</li>}
    </ol>
  );
}
