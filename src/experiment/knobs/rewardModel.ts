/** Knobs of the reward model. */
import { integer, measured, number, type Knob } from './knob';

export const REWARD_MODEL_KNOBS = {
  rmEpochs: integer({
    group: 'rewardModel',
    default: 2,
    min: 1,
    max: 16,
    step: 1,
    unit: 'epochs',
    source: 'InstructGPT appendix C: 1; more overfits',
  }),
  rmBatchPrompts: integer({
    group: 'rewardModel',
    default: 16,
    min: 1,
    max: 64,
    step: 1,
    unit: 'prompts',
    advanced: true,
    source: 'InstructGPT appendix C: 64 prompts',
  }),
  rmLr: number({
    group: 'rewardModel',
    symbol: 'α',
    default: { XS: 2e-3, S: 2e-3, M: 1e-3 },
    min: 1e-5,
    max: 3e-2,
    step: 1e-5,
    log: true,
    live: true,
    source: measured,
  }),
  rmWeightDecay: number({
    group: 'rewardModel',
    default: 0.01,
    min: 0,
    max: 1,
    step: 0.01,
    advanced: true,
    live: true,
    source: measured,
  }),
} satisfies Record<string, Knob>;
