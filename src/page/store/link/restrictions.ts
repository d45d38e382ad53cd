/**
 * What a teacher's link restricts: controls that are hidden, and controls that are shown but locked. It changes the page
 * alone, not the experiment, and a student who edits the address sees everything again.
 */
import { excerpt } from '../../../excerpt';
import { HIDE, LOCK } from '../../../experiment/query';
import { CONTROL_NAMES, type ControlName } from '../../../experiment/controls';
import { KNOBS, knobOf, type KnobName } from '../../../experiment/knobs';
import { nearest } from '../../../nearest';

/** Both lists in the order of `CONTROL_NAMES`; no name is in both. */
export interface Restrictions {
  readonly hidden: readonly ControlName[];
  readonly locked: readonly ControlName[];
}

export const NO_RESTRICTIONS: Restrictions = { hidden: [], locked: [] };

export type ControlState = 'free' | 'locked' | 'hidden';

/** Returns the restrictions with `name` in another state. */
export function restrict({ hidden, locked }: Restrictions, name: ControlName, state: ControlState): Restrictions {
  const list = (names: readonly ControlName[], takes: boolean) =>
    CONTROL_NAMES.filter((each) => (each === name ? takes : names.includes(each)));
  return { hidden: list(hidden, state === 'hidden'), locked: list(locked, state === 'locked') };
}

/** The groups that a knob belongs to: what is said of them is said of it. */
function groupsOf(name: ControlName): readonly ControlName[] {
  if (!Object.hasOwn(KNOBS, name)) return [];
  const knob = knobOf(name as KnobName);
  return knob.advanced === true ? ['knobs', 'advanced'] : ['knobs'];
}

export function controlStateOf({ hidden, locked }: Restrictions, name: ControlName): ControlState {
  const names = [name, ...groupsOf(name)];
  if (names.some((each) => hidden.includes(each))) return 'hidden';
  return names.some((each) => locked.includes(each)) ? 'locked' : 'free';
}

/** Reads `hide=…&lock=…`, names with a blank or a comma between them; an unknown name becomes a sentence. */
export function readRestrictions(query: URLSearchParams): {
  readonly restrictions: Restrictions;
  readonly problems: readonly string[];
} {
  const named = (parameter: string) => query.getAll(parameter).flatMap((list) => list.split(/[\s,]+/).filter(Boolean));
  const known = (name: string) => CONTROL_NAMES.some((each) => each === name);
  const problems = [HIDE, LOCK].flatMap((parameter) =>
    named(parameter)
      .filter((name) => !known(name))
      .map((name) => unknownControl(parameter, name)),
  );
  const hidden = CONTROL_NAMES.filter((name) => named(HIDE).includes(name));
  const locked = CONTROL_NAMES.filter((name) => named(LOCK).includes(name) && !hidden.includes(name));
  return { restrictions: { hidden, locked }, problems };
}

function unknownControl(parameter: string, name: string): string {
  const near = nearest(name, CONTROL_NAMES);
  const meant = near.length === 0 ? '' : ` Perhaps ${near.join(' or ')} was meant.`;
  return `"${parameter}" in the link names a control that does not exist: "${excerpt(name)}".${meant}`;
}

export function writeRestrictions(query: URLSearchParams, { hidden, locked }: Restrictions): void {
  if (hidden.length > 0) query.set(HIDE, hidden.join(' '));
  if (locked.length > 0) query.set(LOCK, locked.join(' '));
}
