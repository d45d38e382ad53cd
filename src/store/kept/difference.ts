/** What differs between the settings of two runs, as one would say it: "β 0.1 → 0". */
import { KNOB_NAMES, KNOBS, type KnobName } from '../../knobs';
import type { Knob } from '../../knobs/knob';
import { STAGES, type StageName, type TrainedStage } from '../../names';
import { defaultSettings, type Settings } from '../../settings';
import { text } from '../../text/text';
import { lineageDifference, presentLineage, shippedLineage, type Lineage } from './lineage';
import type { Run } from '../run';

/** Knobs of the lab and of the evaluation, which no training reads. */
const OTHER_GROUPS: readonly Knob['group'][] = ['bestOfN', 'tamer', 'evaluate'];
const TRAINING_KNOBS: readonly KnobName[] = KNOB_NAMES.filter((name) => !OTHER_GROUPS.includes(KNOBS[name].group));

const SYMBOLS = KNOB_NAMES.map((name) => (KNOBS[name] as Knob).symbol);

/** The symbol of a knob where it means that knob alone. */
function symbolOf(name: KnobName): string | undefined {
  const { symbol } = KNOBS[name] as Knob;
  return SYMBOLS.filter((each) => each === symbol).length === 1 ? symbol : undefined;
}

const LABELS = KNOB_NAMES.map((name) => text.knobs[name].label);

/** With its stage's name where another knob has the same label. */
function labelOf(name: KnobName): string {
  const { label } = text.knobs[name];
  const { group } = KNOBS[name] as Knob;
  const alone = LABELS.filter((each) => each === label).length === 1;
  return alone || !isStage(group) ? label : `${text.stages[group].label} ${label}`;
}

function isStage(group: Knob['group']): group is Knob['group'] & StageName {
  return (STAGES as readonly string[]).includes(group);
}

function written(value: number | string | boolean): string {
  if (typeof value === 'boolean') return text.runs.switched(value);
  return typeof value === 'number' ? String(Number(value.toPrecision(12))) : value;
}

/** What the papers have a symbol for comes first, then the others by their labels. */
export function settingsDifference(from: Settings, to: Settings, among = TRAINING_KNOBS): readonly string[] {
  const differ = among.filter((name) => from[name] !== to[name]);
  const known = differ.filter((name) => symbolOf(name) !== undefined);
  return [...new Set([...known, ...differ])].map(
    (name) => `${symbolOf(name) ?? labelOf(name)} ${written(from[name])} → ${written(to[name])}`,
  );
}

/** Against the defaults of the same size; the size itself counts against the page's own. */
export function differenceFromDefaults(settings: Settings, among = TRAINING_KNOBS): readonly string[] {
  return settingsDifference({ ...defaultSettings(settings.size), size: defaultSettings().size }, settings, among);
}

/** Between runs of one scenario of the lab, which reads every knob. */
export function labDifference(from: Settings, to: Settings): readonly string[] {
  return settingsDifference(from, to, KNOB_NAMES);
}

type Of = { readonly stage: TrainedStage; readonly settings: Settings; readonly lineage?: Lineage };

/** What a run was built on comes first, then its settings. */
export function runDifference(from: Pick<Of, 'settings' | 'lineage'>, to: Pick<Of, 'settings' | 'lineage'>) {
  return [...lineageDifference(from.lineage, to.lineage), ...settingsDifference(from.settings, to.settings)];
}

/** Against what ships with the page, at the defaults. */
export function runDifferenceFromDefaults({ stage, settings, lineage = {} }: Of): readonly string[] {
  return [...lineageDifference(shippedLineage(lineage, stage), lineage), ...differenceFromDefaults(settings)];
}

/** Against the settings and, for PPO, the reward model that the page has now. */
export function runDifferenceFromPresent(run: Run, { stage, settings, lineage }: Of): readonly string[] {
  const present = stage === 'ppo' ? presentLineage(run) : {};
  return runDifference({ settings: run.settings, lineage: present }, { settings, ...(lineage && { lineage }) });
}
