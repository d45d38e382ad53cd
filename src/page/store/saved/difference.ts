/** What differs between the settings of two runs, as one would say it: "β 0.1 → 0". */
import { KNOBS, KNOB_NAMES, knobOf, type KnobName } from '../../../experiment/knobs';
import type { Knob } from '../../../experiment/knobs/knob';
import { STAGES, type StageName, type TrainedStage } from '../../../experiment/names';
import { defaultSettings, type Settings } from '../../../experiment/settings';
import { symbolText } from '../../text/symbolText';
import { text } from '../../text/text';
import { lineageDifference, presentLineage, shippedLineage, type Lineage } from './lineage';
import type { PageModel } from '../run/pageModel';

/** Knobs of the lab and of the evaluation, which no training reads. */
const OTHER_GROUPS: readonly Knob['group'][] = ['bestOfN', 'tamer', 'evaluate'];
const TRAINING_KNOBS: readonly KnobName[] = KNOB_NAMES.filter((name) => !OTHER_GROUPS.includes(KNOBS[name].group));

const SYMBOLS = KNOB_NAMES.map((name) => knobOf(name).symbol);

/** The symbol of a knob where it means that knob alone. */
function symbolOf(name: KnobName): string | undefined {
  const { symbol } = knobOf(name);
  const alone = SYMBOLS.filter((each) => each === symbol).length === 1;
  return alone && symbol !== undefined ? symbolText(symbol, 'plain') : undefined;
}

const LABELS = KNOB_NAMES.map((name) => text.knobs[name].label);

/** Labels a knob, with its stage's name where another stage's knob has that label, unless `spokenOf` is its stage. */
function labelOf(name: KnobName, spokenOf: TrainedStage | null): string {
  const { label } = text.knobs[name];
  const { group } = knobOf(name);
  const alone = LABELS.filter((each) => each === label).length === 1;
  return alone || group === spokenOf || !isStage(group) ? label : `${text.stages[group].label} ${label}`;
}

function isStage(group: Knob['group']): group is Knob['group'] & StageName {
  return (STAGES as readonly string[]).includes(group);
}

function written(value: number | string | boolean): string {
  if (typeof value === 'boolean') return text.runs.switched(value);
  return typeof value === 'number' ? String(Number(value.toPrecision(12))) : value;
}

/** What the papers have a symbol for comes first, then the others by their labels. */
function differing(from: Settings, to: Settings, among = TRAINING_KNOBS): readonly KnobName[] {
  const differ = among.filter((name) => from[name] !== to[name]);
  const known = differ.filter((name) => symbolOf(name) !== undefined);
  return [...new Set([...known, ...differ])];
}

function named(name: KnobName, spokenOf: TrainedStage | null): string {
  return symbolOf(name) ?? labelOf(name, spokenOf);
}

/** A knob with its value alone: "β 0". */
function traitOf(name: KnobName, to: Settings, spokenOf: TrainedStage | null): string {
  return name === 'seed' ? text.runs.seed(to.seed) : `${named(name, spokenOf)} ${written(to[name])}`;
}

function differenceOf(name: KnobName, from: Settings, to: Settings, spokenOf: TrainedStage | null = null): string {
  // From which seed to which says nothing more.
  if (name === 'seed') return traitOf(name, to, spokenOf);
  return `${named(name, spokenOf)} ${written(from[name])} → ${written(to[name])}`;
}

export function settingsDifference(from: Settings, to: Settings, among = TRAINING_KNOBS): readonly string[] {
  return differing(from, to, among).map((name) => differenceOf(name, from, to));
}

/** Returns the defaults of that size, with the page's own size, so that another size counts as a difference. */
function defaultsBeside({ size }: Settings): Settings {
  return { ...defaultSettings(size), size: defaultSettings().size };
}

/** Against the defaults. */
export function differenceFromDefaults(settings: Settings, among = TRAINING_KNOBS): readonly string[] {
  return settingsDifference(defaultsBeside(settings), settings, among);
}

/** Between runs of one scenario of the lab, which reads every knob. */
export function labDifference(from: Settings, to: Settings): readonly string[] {
  return settingsDifference(from, to, KNOB_NAMES);
}

/** What sets a run of the lab apart from another of its scenario, as it is and not as a change. */
export function labTraits(from: Settings, to: Settings): readonly string[] {
  return differing(from, to, KNOB_NAMES).map((name) => traitOf(name, to, null));
}

type Of = { readonly stage: TrainedStage; readonly settings: Settings; readonly lineage?: Lineage };

type Before = Pick<Of, 'settings' | 'lineage'>;

/** Lists the stage's own settings and the seed first, since they distinguish its runs; then what it was built on; then the rest. */
function ownFirst(
  from: Before,
  { stage, settings }: Of,
  said: (name: KnobName) => string,
  lineage: readonly string[],
): readonly string[] {
  const names = differing(from.settings, settings);
  const isOwn = (name: KnobName) => name === 'seed' || KNOBS[name].group === stage;
  return [...names.filter(isOwn).map(said), ...lineage, ...names.filter((name) => !isOwn(name)).map(said)];
}

export function runDifference(from: Before, run: Of): readonly string[] {
  const { stage, settings, lineage } = run;
  const said = (name: KnobName) => differenceOf(name, from.settings, settings, stage);
  return ownFirst(from, run, said, lineageDifference(stage, from.lineage, lineage));
}

/** What ships with the page, at the defaults. */
function usualBefore({ stage, settings, lineage = {} }: Of): Before {
  return { settings: defaultsBeside(settings), lineage: shippedLineage(lineage, stage) };
}

/** Against what ships with the page, at the defaults. */
export function runDifferenceFromDefaults(run: Of): readonly string[] {
  return runDifference(usualBefore(run), run);
}

/** What sets a run apart from what ships, as it is and not as a change: "β 0". */
export function runTraits(run: Of): readonly string[] {
  const { stage, settings, lineage } = run;
  const before = usualBefore(run);
  const lineageTraits = lineageDifference(stage, before.lineage, lineage, (_, after) => after);
  return ownFirst(before, run, (name) => traitOf(name, settings, stage), lineageTraits);
}

/** Against the settings and, for PPO, the reward model that the page has now. */
export function runDifferenceFromPresent(present: PageModel, run: Of): readonly string[] {
  const lineage = run.stage === 'ppo' ? presentLineage(present) : {};
  return runDifference({ settings: present.settings, lineage }, run);
}
