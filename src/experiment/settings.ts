/** The values of all knobs: their defaults, what a knob allows, and what a change of size brings. */
import { quote } from '../excerpt';
import { isKnob, knobOf, KNOB_NAMES, type KNOBS, type KnobName } from './knobs';
import type { ChoiceKnob, Knob, NumberKnob, SwitchKnob } from './knobs/knob';
import type { Size, TrainedStage } from './names';

type ValueOf<K> = K extends NumberKnob
  ? number
  : K extends SwitchKnob
    ? boolean
    : K extends ChoiceKnob<infer T>
      ? T
      : never;

export type Settings = { readonly [K in KnobName]: ValueOf<(typeof KNOBS)[K]> };

/** What a knob can stand at, whichever it is. */
export type KnobValue = number | string | boolean;

/** A knob that was turned. A saved run may name one that this page does not have. */
export interface KnobChange {
  readonly knob: string;
  readonly from: KnobValue;
  readonly to: KnobValue;
}

function defaultOf(knob: Knob, size: Size): KnobValue {
  return typeof knob.default === 'object' ? knob.default[size] : knob.default;
}

/** The measured defaults for one size of model. */
export function defaultSettings(size: Size = 'S'): Settings {
  const entries = KNOB_NAMES.map((name) => [name, name === 'size' ? size : defaultOf(knobOf(name), size)]);
  return Object.fromEntries(entries) as Settings;
}

/** The size of the network that a stage trains. */
export function sizeOf(stage: TrainedStage, { size, rewardModelSize }: Settings): Size {
  return stage === 'rewardModel' ? rewardModelSize : size;
}

/** Why a value cannot be a knob's: a sentence, and its two parts. */
export interface KnobProblem {
  readonly problem: string;
  readonly expected: string;
  readonly came: string;
}

function expectedOf(knob: Knob): string {
  switch (knob.kind) {
    case 'choice':
      return `one of ${knob.choices.join(', ')}`;
    case 'switch':
      return 'true or false';
    case 'number':
    case 'integer':
      return `a ${knob.kind === 'integer' ? 'whole number' : 'number'} from ${knob.min} to ${knob.max}`;
    default:
      return knob satisfies never;
  }
}

function allows(knob: Knob, value: unknown): value is KnobValue {
  switch (knob.kind) {
    case 'choice':
      return typeof value === 'string' && knob.choices.includes(value);
    case 'switch':
      return typeof value === 'boolean';
    case 'number':
    case 'integer': {
      const inRange = typeof value === 'number' && value >= knob.min && value <= knob.max;
      return inRange && (knob.kind === 'number' || Number.isInteger(value));
    }
    default:
      return knob satisfies never;
  }
}

/** `value` if the knob allows it, else a sentence that says what was expected and what came. */
export function checkKnob(name: KnobName, value: unknown): { readonly value: KnobValue } | KnobProblem {
  const knob = knobOf(name);
  if (allows(knob, value)) return { value };
  const expected = expectedOf(knob);
  const came = quote(value);
  return { problem: `Setting "${name}" must be ${expected}, got ${came}.`, expected, came };
}

/** `knob` is null where there are no settings at all. */
export type SettingsProblem = KnobProblem & { readonly knob: KnobName | null };

/**
 * Settings as they come from elsewhere, perhaps from a page that had other knobs: what is missing stands as `otherwise`, at
 * the defaults of the given size unless given, and a knob that this page does not have is dropped. A value that its knob
 * does not allow is a problem, and counts as missing.
 */
export function readSettings(
  given: unknown,
  otherwise?: Settings,
): { readonly settings: Settings; readonly problems: readonly SettingsProblem[] } {
  const values: [KnobName, KnobValue][] = [];
  const problems: SettingsProblem[] = [];
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const expected = 'values by the names of knobs';
    const came = Array.isArray(given) ? 'a list' : quote(given);
    problems.push({ knob: null, problem: `Settings must be ${expected}, got ${came}.`, expected, came });
  } else {
    for (const [name, value] of Object.entries(given)) {
      if (!isKnob(name)) continue;
      const checked = checkKnob(name, value);
      if ('value' in checked) values.push([name, checked.value]);
      else problems.push({ knob: name, ...checked });
    }
  }
  const read: Partial<Settings> = Object.fromEntries(values);
  return { settings: { ...(otherwise ?? defaultSettings(read.size)), ...read }, problems };
}

export function pickSettings(settings: Settings, knobs: readonly KnobName[]): Partial<Settings> {
  return Object.fromEntries(knobs.map((knob) => [knob, settings[knob]]));
}

/** Settings with some knobs changed; a change of size brings that size's defaults for knobs still at their old default. */
export function changeSettings(settings: Settings, changes: Partial<Settings>): Settings {
  const size = changes.size ?? settings.size;
  const before = defaultSettings(settings.size);
  const after = defaultSettings(size);
  const carried = KNOB_NAMES.map((name) => [name, settings[name] === before[name] ? after[name] : settings[name]]);
  return { ...(Object.fromEntries(carried) as Settings), ...changes };
}

/** The settings that act on a running stage: those of now for live knobs, and for the others those it began with. */
export function heldSettings(begun: Settings, now: Settings): Settings {
  if (begun === now) return now;
  const held = KNOB_NAMES.map((name) => [name, (knobOf(name).live ? now : begun)[name]]);
  return Object.fromEntries(held) as Settings;
}

/** The settings of AdamW that all stages share. */
export function optimizerSettings(settings: Settings) {
  const { adamBeta1, adamBeta2, adamEpsilon, adamForm, clipGradNorm } = settings;
  return { beta1: adamBeta1, beta2: adamBeta2, epsilon: adamEpsilon, form: adamForm, clipGradNorm };
}

/** The settings as the training functions want them, those of the optimizer by themselves. */
export function trainingSettings(settings: Settings) {
  return { ...settings, optimizer: optimizerSettings(settings) };
}
