/**
 * What a teacher's link restricts: controls that are hidden, and controls that are shown but locked. It changes the page
 * alone, not the experiment, and a student who edits the address sees everything again.
 */
import { quote } from '../../../excerpt';
import { HIDE, LOCK, SHOW } from '../../../experiment/query';
import { CONTROL_KINDS, CONTROL_NAMES, VIEWS, type ControlName } from '../../../experiment/controls';
import { KNOB_NAMES, KNOBS, knobOf, type KnobName } from '../../../experiment/knobs';
import { nearest } from '../../../nearest';
import { text } from '../../text/text';

const words = text.classroom.link;

/** Names that no control has are told one by one, but for those beyond so many. */
const MOST_TOLD = 8;

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

/** The controls that are not among the names. */
const others = (of: readonly ControlName[], names: readonly string[]) => of.filter((each) => !names.includes(each));

/**
 * Reads `hide=…&show=…&lock=…`, names with a blank or a comma between them, or a plus, as which chats hand on a blank; an
 * unknown name becomes a sentence. `show` hides all other controls of each kind that it names one of; what is both hidden
 * and shown is shown, and something always is: each said in a sentence.
 */
export function readRestrictions(query: URLSearchParams): {
  readonly restrictions: Restrictions;
  readonly problems: readonly string[];
} {
  const known = (name: string) => CONTROL_NAMES.some((each) => each === name);
  const named = (parameter: string) => {
    const names = new Set(query.getAll(parameter).flatMap((list) => list.split(/[\s,+]+/).filter(Boolean)));
    const unknown = [...names].filter((name) => !known(name));
    const problems = unknown.slice(0, MOST_TOLD).map((name) => unknownControl(parameter, name));
    const more = unknown.length - problems.length;
    if (more > 0) problems.push(words.moreUnknown(parameter, more));
    return { names: CONTROL_NAMES.filter((name) => names.has(name)), problems };
  };
  const [hide, show, lock] = [named(HIDE), named(SHOW), named(LOCK)];
  const problems = [hide, show, lock].flatMap((each) => each.problems);
  const shown = show.names;
  const both = shown.filter((name) => hide.names.includes(name));
  const chosenAmong = CONTROL_KINDS.filter((kind) => kind.some((name) => shown.includes(name)));
  const gone = [...others(hide.names, both), ...chosenAmong.flatMap((kind) => others(kind, shown))];
  const hidden = CONTROL_NAMES.filter((name) => gone.includes(name));
  const locked = lock.names.filter((name) => !hidden.includes(name));
  const { restrictions, sentences } = leaveSomething({ hidden, locked });
  return { restrictions, problems: [...problems, ...both.map(words.contradicted), ...sentences] };
}

/** What shows something of a stage. */
const SHOWING: readonly ControlName[] = [
  'samples',
  'inside',
  'mainChart',
  'charts',
  'moreCurves',
  'weights',
  ...KNOB_NAMES,
];

/** So that no page is blank: where every view is hidden Train is shown, and where Train would show nothing its answers are. */
function leaveSomething(asked: Restrictions) {
  const hides = (names: readonly ControlName[]) => names.every((name) => controlStateOf(asked, name) === 'hidden');
  const noView = hides(VIEWS);
  const noPart = hides(SHOWING) && (noView || !hides(['train']));
  const withView = noView ? restrict(asked, 'train', 'free') : asked;
  return {
    restrictions: noPart ? restrict(withView, 'samples', 'free') : withView,
    sentences: [...(noView ? [words.noView] : []), ...(noPart ? [words.noPart] : [])],
  };
}

function unknownControl(parameter: string, name: string): string {
  const near = nearest(name, CONTROL_NAMES);
  const meant = near.length === 0 ? '' : ` Perhaps ${near.join(' or ')} was meant.`;
  return `"${parameter}" in the link names a control that does not exist: ${quote(name)}.${meant}`;
}

/** Of a kind, the controls that are left; null where naming them would take no fewer signs than naming the hidden ones. */
function shorterAsShown(kind: readonly ControlName[], hidden: readonly ControlName[]): readonly ControlName[] | null {
  const left = others(kind, hidden);
  const gone = kind.filter((name) => hidden.includes(name));
  return left.length > 0 && left.join(' ').length < gone.join(' ').length ? left : null;
}

/** Writes each kind of control by those that are hidden or by those that are left, whichever is shorter. */
export function writeRestrictions(query: URLSearchParams, { hidden, locked }: Restrictions): void {
  const byShown = CONTROL_KINDS.flatMap((kind) => {
    const left = shorterAsShown(kind, hidden);
    return left === null ? [] : [{ kind, left }];
  });
  const named = others(
    hidden,
    byShown.flatMap(({ kind }) => kind),
  );
  const shown = byShown.flatMap(({ left }) => left);
  if (named.length > 0) query.set(HIDE, named.join(' '));
  if (shown.length > 0) query.set(SHOW, shown.join(' '));
  if (locked.length > 0) query.set(LOCK, locked.join(' '));
}
