/** Knobs of best-of-n. */
import { measured, type Knob, type NumberKnob } from './knob';

export const BEST_OF_N_KNOBS = {
  bestOfNPrompts: {
    kind: 'integer',
    group: 'bestOfN',
    default: 100,
    min: 4,
    max: 400,
    step: 1,
    unit: 'prompts',
    source: measured,
  } as NumberKnob,
} satisfies Record<string, Knob>;
