/** Knobs of the models: their sizes, and the seed. */
import { SIZES } from '../names';
import { choice, integer, type Knob } from './knob';

export const MODEL_KNOBS = {
  size: choice({
    group: 'model',
    choices: SIZES,
    default: 'S',
    source: 'GPT-2 (Radford et al. 2019), scaled down',
  }),
  rewardModelSize: choice({
    group: 'model',
    choices: SIZES,
    default: { XS: 'S', S: 'S', M: 'M' },
    advanced: true,
    source: 'InstructGPT (Ouyang et al. 2022) used one 6B reward model for all policies',
  }),
  seed: integer({
    group: 'model',
    default: 0,
    min: 0,
    max: 2147483647,
    step: 1,
    source: 'any whole number; the same seed gives the same run',
  }),
} satisfies Record<string, Knob>;
