/** Knobs of best-of-n. */
import { integer, measured, type Knob } from './knob';

export const BEST_OF_N_KNOBS = {
  bestOfNPrompts: integer({
    group: 'bestOfN',
    default: 100,
    min: 4,
    max: 400,
    step: 1,
    unit: 'prompts',
    source: measured,
  }),
} satisfies Record<string, Knob>;
