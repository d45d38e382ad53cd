/** Hides or disables its children where the link, or a replay, restricts `name`. */
import type { ReactNode } from 'react';
import { KNOBS } from '../../experiment/knobs';
import { useStore } from '../store/store';
import type { ControlName } from '../../experiment/controls';
import { controlStateOf, type ControlState } from '../store/link/restrictions';
import { text } from '../text/text';
import styles from './Restrictable.module.css';

/** What would change the live run, which a replay leaves alone. */
const LIVE: readonly ControlName[] = ['nextRound', 'fromNothing', 'weights', 'backend'];

export function useControl(name: ControlName): ControlState {
  const replaying = useStore(({ replay }) => replay !== null);
  const state = useStore(({ restrictions }) => controlStateOf(restrictions, name));
  const acts = LIVE.includes(name) || Object.hasOwn(KNOBS, name);
  return state === 'free' && replaying && acts ? 'locked' : state;
}

interface Props {
  readonly name: ControlName;
  readonly children: ReactNode;
}

export function Restrictable({ name, children }: Props) {
  const state = useControl(name);
  const replaying = useStore(({ replay }) => replay !== null);
  if (state === 'hidden') return null;
  if (state === 'free') return children;
  const why = replaying ? text.classroom.replaying : text.classroom.locked;
  return (
    <fieldset disabled className={styles.locked} title={why} data-testid={`locked-${name}`}>
      {children}
    </fieldset>
  );
}
