/** Controls of one kind, each to be hidden or locked for those that the link is given to. */
import { useId } from 'react';
import type { ControlName } from '../../../experiment/controls';
import type { ControlState, Restrictions } from '../../store/link/restrictions';
import { text } from '../../text/text';
import { controlLabel } from './controlLabel';
import styles from './ShareDialog.module.css';

const words = text.classroom.share;

/** Nothing in these can be changed, so that locking them would mean nothing. */
const ONLY_SHOWN: readonly ControlName[] = [
  'samples',
  'inside',
  'source',
  'mainChart',
  'charts',
  'moreCurves',
  'share',
];

interface Props {
  readonly heading: string;
  readonly names: readonly ControlName[];
  readonly restrictions: Restrictions;
  readonly onSet: (name: ControlName, state: ControlState) => void;
}

export function ShareGroup({ heading, names, restrictions: { hidden, locked }, onSet }: Props) {
  const id = useId();
  const box = (name: ControlName, state: 'hidden' | 'locked') => {
    const checked = (state === 'hidden' ? hidden : locked).includes(name);
    const label = controlLabel(name);
    return (
      <label>
        <input
          type="checkbox"
          data-testid={`${state === 'hidden' ? 'hide' : 'lock'}-${name}`}
          aria-label={state === 'hidden' ? words.hideOf(label) : words.lockOf(label)}
          checked={checked}
          onChange={() => onSet(name, checked ? 'free' : state)}
        />{' '}
        {state === 'hidden' ? words.hide : words.lock}
      </label>
    );
  };
  return (
    <section className={styles.group} aria-labelledby={id}>
      <h4 id={id} className={styles.groupName}>
        {heading}
      </h4>
      <ul className={styles.rows} role="list">
        {names.map((name) => (
          <li key={name} className={styles.row}>
            <span className={hidden.includes(name) ? styles.gone : undefined}>{controlLabel(name)}</span>
            {box(name, 'hidden')}
            {ONLY_SHOWN.includes(name) ? <span /> : box(name, 'locked')}
          </li>
        ))}
      </ul>
    </section>
  );
}
