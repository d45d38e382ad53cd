/** The values of all knobs: their defaults, what a knob allows, and what a change of size brings. */
import { excerpt } from '../excerpt';
import { KNOBS, KNOB_NAMES, knobOf, type KnobName } from './knobs';
import type { ChoiceKnob, Knob, NumberKnob, SwitchKnob } from './knobs/knob';
import type { Size } from './names';

type ValueOf<K> = K extends NumberKnob
  ? number
  : K extends SwitchKnob
    ? boolean
    : K extends ChoiceKnob<infer T>
      ? T
      : never;

export type Settings = { readonly [K in KnobName]: ValueOf<(typeof KNOBS)[K]> };

function defaultOf(knob: Knob, size: Size): number | string | boolean {
  return typeof knob.default === 'object' ? knob.default[size] : knob.default;
}

/** The measured defaults for one size of model. */
export function defaultSettings(size: Size = 'S'): Settings {
  const entries = KNOB_NAMES.map((name) => [name, name === 'size' ? size : defaultOf(KNOBS[name], size)]);
  return Object.fromEntries(entries) as Settings;
}

/** The settings that bound each other: every minibatch has an episode at least. */
type Beside = Pick<Settings, 'minibatches' | 'rolloutBatch'>;

interface Bounds {
  readonly min: number;
  readonly max: number;
  /** The setting that bounds more closely than the knob's own range does. */
  readonly by: keyof Beside | null;
}

/** What a number may be beside the other settings. */
export function boundsOf(name: KnobName, { min, max }: NumberKnob, beside: Beside): Bounds {
  const { minibatches, rolloutBatch } = beside;
  if (name === 'minibatches' && rolloutBatch < max) return { min, max: rolloutBatch, by: 'rolloutBatch' };
  if (name === 'rolloutBatch' && minibatches > min) return { min: minibatches, max, by: 'minibatches' };
  return { min, max, by: null };
}

/**
 * `value` if the knob allows it, else a sentence that says what was expected and what came. Other settings that are given
 * can narrow a knob's range.
 */
export function checkKnob(
  name: KnobName,
  value: unknown,
  beside?: Beside,
): { readonly value: number | string | boolean } | { readonly problem: string } {
  const knob = knobOf(name);
  const came = typeof value === 'string' ? `"${excerpt(value)}"` : excerpt(String(value));
  switch (knob.kind) {
    case 'choice':
      return typeof value === 'string' && knob.choices.includes(value)
        ? { value }
        : { problem: `Setting "${name}" must be one of ${knob.choices.join(', ')}, got ${came}.` };
    case 'switch':
      return typeof value === 'boolean'
        ? { value }
        : { problem: `Setting "${name}" must be true or false, got ${came}.` };
    case 'number':
    case 'integer': {
      const { min, max, by } = beside ? boundsOf(name, knob, beside) : { ...knob, by: null };
      const inRange = typeof value === 'number' && value >= min && value <= max;
      const whole = knob.kind === 'number' || Number.isInteger(value);
      const kind = knob.kind === 'integer' ? 'whole number' : 'number';
      const given = beside && by !== null ? ` while "${by}" is ${beside[by]}` : '';
      return inRange && whole
        ? { value }
        : { problem: `Setting "${name}" must be a ${kind} from ${min} to ${max}${given}, got ${came}.` };
    }
    default:
      return knob satisfies never;
  }
}

export function isSettings(value: unknown): value is Settings {
  const given = (value ?? {}) as Readonly<Record<string, unknown>>;
  return KNOB_NAMES.every((name) => 'value' in checkKnob(name, given[name]));
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
