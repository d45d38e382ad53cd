/** Knobs of the reward model. */
import { measured, type Knob, type NumberKnob } from './knob';

export const REWARD_MODEL_KNOBS = {
  rmEpochs: {
    kind: 'integer',
    group: 'rewardModel',
    default: 2,
    min: 1,
    max: 16,
    step: 1,
    unit: 'epochs',
    source: 'InstructGPT appendix C: 1; more overfits',
  } as NumberKnob,
  rmBatchPrompts: {
    kind: 'integer',
    group: 'rewardModel',
    default: 16,
    min: 1,
    max: 64,
    step: 1,
    unit: 'prompts',
    advanced: true,
    source: 'InstructGPT appendix C: 64 prompts',
  } as NumberKnob,
  rmLr: {
    kind: 'number',
    group: 'rewardModel',
    symbol: 'α',
    default: { XS: 2e-3, S: 2e-3, M: 1e-3 },
    min: 1e-5,
    max: 3e-2,
    step: 1e-5,
    log: true,
    live: true,
    source: measured,
  } as NumberKnob,
  rmWeightDecay: {
    kind: 'number',
    group: 'rewardModel',
    default: 0.01,
    min: 0,
    max: 1,
    step: 0.01,
    advanced: true,
    live: true,
    source: measured,
  } as NumberKnob,
} satisfies Record<string, Knob>;
