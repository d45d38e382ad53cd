/** Knobs of the models: their sizes, and the seed. */
import { SIZES, type Size } from '../names';
import type { ChoiceKnob, Knob, NumberKnob } from './knob';

export const MODEL_KNOBS = {
  size: {
    kind: 'choice',
    group: 'model',
    choices: SIZES,
    default: 'S',
    source: 'GPT-2 (Radford et al. 2019), scaled down',
  } as ChoiceKnob<Size>,
  rewardModelSize: {
    kind: 'choice',
    group: 'model',
    choices: SIZES,
    default: { XS: 'S', S: 'S', M: 'M' },
    advanced: true,
    source: 'InstructGPT (Ouyang et al. 2022) used one 6B reward model for all policies',
  } as ChoiceKnob<Size>,
  seed: {
    kind: 'integer',
    group: 'model',
    default: 0,
    min: 0,
    max: 2147483647,
    step: 1,
    source: 'any whole number; the same seed gives the same run',
  } as NumberKnob,
} satisfies Record<string, Knob>;
