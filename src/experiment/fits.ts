/**
 * Settings that must fit each other. Where they are set, in a link or at a knob, what does not fit is rounded to what does,
 * and a sentence says so. What older pages saved may not fit, and is trained as it was there: nothing here is asked then.
 */
import { KNOBS, type KnobName } from './knobs';
import type { NumberKnob } from './knobs/knob';
import type { KnobValue, Settings } from './settings';

type NumberName = { [K in KnobName]: Settings[K] extends number ? K : never }[KnobName];

/** All of them count, in whole numbers. */
interface Fit {
  /** Those that give way in a link, the first first. */
  readonly parts: readonly NumberName[];
  readonly whole: NumberName;
  readonly holds: (settings: Settings) => boolean;
  /** What must hold; `of` names a setting. */
  readonly rule: (of: (name: NumberName) => string) => string;
}

const FITS: readonly Fit[] = [
  {
    parts: ['minibatches'],
    whole: 'rolloutBatch',
    holds: ({ minibatches, rolloutBatch }) => rolloutBatch % minibatches === 0,
    rule: (of) => `${of('minibatches')} must divide ${of('rolloutBatch')}`,
  },
  {
    parts: ['sftBatch'],
    whole: 'demonstrations',
    holds: ({ sftBatch, demonstrations }) => sftBatch <= demonstrations,
    rule: (of) => `${of('sftBatch')} must not be more than ${of('demonstrations')}`,
  },
  {
    parts: ['rmBatchPrompts'],
    whole: 'comparisonPrompts',
    holds: ({ rmBatchPrompts, comparisonPrompts }) => rmBatchPrompts <= comparisonPrompts,
    rule: (of) => `${of('rmBatchPrompts')} must not be more than ${of('comparisonPrompts')}`,
  },
  {
    parts: ['carelessLabelers', 'adversarialLabelers'],
    whole: 'labelers',
    holds: ({ carelessLabelers, adversarialLabelers, labelers }) => carelessLabelers + adversarialLabelers <= labelers,
    rule: (of) =>
      `${of('carelessLabelers')} and ${of('adversarialLabelers')} together must not be more than ${of('labelers')}`,
  },
];

function fitOf(name: KnobName): { readonly fit: Fit; readonly name: NumberName } | null {
  for (const fit of FITS) {
    const found = [...fit.parts, fit.whole].find((each) => each === name);
    if (found !== undefined) return { fit, name: found };
  }
  return null;
}

/** The first value, from `start` on in steps of 1 or −1, at which the knob fits; null: none. */
function firstFitting({ holds }: Fit, name: NumberName, settings: Settings, start: number, step: 1 | -1) {
  const { min, max } = KNOBS[name];
  for (let value = start; value >= min && value <= max; value += step) {
    if (holds({ ...settings, [name]: value })) return value;
  }
  return null;
}

/** The next value that fits in the direction in which the knob is turned; if it is not turned, the nearest. */
function nextFitting(fit: Fit, name: NumberName, wanted: number, settings: Settings): number {
  const up = firstFitting(fit, name, settings, wanted, 1);
  const down = firstFitting(fit, name, settings, wanted, -1);
  if (up === null || down === null) {
    // None at all, where what an older page saved fits neither: as near to it as the knob goes.
    const end = name === fit.whole ? 'max' : 'min';
    return up ?? down ?? KNOBS[name][end];
  }
  const turned = Math.sign(wanted - settings[name]);
  if (turned !== 0) return turned > 0 ? up : down;
  return up - wanted < wanted - down ? up : down;
}

/** A knob's value beside the other settings: as wanted, or rounded to what fits, with a sentence that says so. */
interface Fitted {
  readonly value: KnobValue;
  readonly sentence: string | null;
}

/** Turns a knob from where it stands in the settings. */
export function fitKnob(knob: KnobName, wanted: KnobValue, settings: Settings): Fitted {
  const known = fitOf(knob);
  if (known === null || typeof wanted !== 'number') return { value: wanted, sentence: null };
  const { fit, name } = known;
  if (fit.holds({ ...settings, [name]: wanted })) return { value: wanted, sentence: null };
  const value = nextFitting(fit, name, wanted, settings);
  const rule = fit.rule((each) => (each === name ? `"${each}"` : `"${each}" (${settings[each]})`));
  return { value, sentence: `Setting "${name}" was rounded from ${wanted} to ${value}: ${rule}.` };
}

/** Where a knob can stand beside the other settings. */
export function fittingRange(knob: KnobName, { min, max }: NumberKnob, settings: Settings) {
  const known = fitOf(knob);
  if (known === null) return { min, max };
  const { fit, name } = known;
  return {
    min: firstFitting(fit, name, settings, min, 1) ?? min,
    max: firstFitting(fit, name, settings, max, -1) ?? max,
  };
}

/** The settings with those rounded that do not fit, and a sentence for each. */
export function fitSettings(settings: Settings): {
  readonly settings: Settings;
  readonly sentences: readonly string[];
} {
  const sentences: string[] = [];
  let fitted = settings;
  for (const name of FITS.flatMap(({ parts }) => parts)) {
    const { value, sentence } = fitKnob(name, fitted[name], fitted);
    if (sentence === null) continue;
    sentences.push(sentence);
    fitted = { ...fitted, [name]: value };
  }
  return { settings: fitted, sentences };
}
