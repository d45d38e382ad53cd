/** Controls of one kind, each to be hidden or locked for whoever opens the link. */
import { useId } from 'react';
import { KNOBS, type Knob, type KnobName } from '../knobs';
import { PARTS, VIEW_NAMES, type ControlName, type ControlStanding, type Withheld } from '../store/withheld';
import { text } from '../text/text';
import styles from './ShareDialog.module.css';

const words = text.classroom.share;

/** Nothing in these can be changed, so that locking them would mean nothing. */
const ONLY_SHOWN: readonly ControlName[] = ['samples', 'moreCurves', 'share'];

function labelOf(name: ControlName): string {
  const view = VIEW_NAMES.find((each) => each === name);
  if (view !== undefined) return text.views[view];
  const part = PARTS.find((each) => each === name);
  if (part !== undefined) return text.classroom.parts[part];
  const knob = name as KnobName;
  const { symbol } = KNOBS[knob] as Knob;
  const { label } = text.knobs[knob];
  return symbol === undefined ? label : `${symbol.replaceAll('_', ' ')}, ${label}`;
}

interface Props {
  readonly heading: string;
  readonly names: readonly ControlName[];
  readonly withheld: Withheld;
  readonly onSet: (name: ControlName, standing: ControlStanding) => void;
}

export function ShareGroup({ heading, names, withheld: { hidden, locked }, onSet }: Props) {
  const id = useId();
  const box = (name: ControlName, standing: 'hidden' | 'locked') => {
    const checked = (standing === 'hidden' ? hidden : locked).includes(name);
    const label = labelOf(name);
    return (
      <label>
        <input
          type="checkbox"
          data-testid={`${standing === 'hidden' ? 'hide' : 'lock'}-${name}`}
          aria-label={standing === 'hidden' ? words.hideOf(label) : words.lockOf(label)}
          checked={checked}
          onChange={() => onSet(name, checked ? 'free' : standing)}
        />{' '}
        {standing === 'hidden' ? words.hide : words.lock}
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
            <span className={hidden.includes(name) ? styles.gone : undefined}>{labelOf(name)}</span>
            {box(name, 'hidden')}
            {ONLY_SHOWN.includes(name) ? <span /> : box(name, 'locked')}
          </li>
        ))}
      </ul>
    </section>
  );
}
