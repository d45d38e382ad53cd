/** Knobs of pretraining. */
import { integer, measured, number, type Knob } from './knob';

export const PRETRAIN_KNOBS = {
  pretrainSteps: integer({
    group: 'pretrain',
    default: { XS: 1200, S: 1000, M: 1000 },
    min: 1,
    max: 10000,
    step: 1,
    unit: 'steps',
    source: measured,
  }),
  pretrainBatch: integer({
    group: 'pretrain',
    default: 32,
    min: 1,
    max: 128,
    step: 1,
    unit: 'windows of 48 tokens',
    advanced: true,
    live: true,
    source: measured,
  }),
  pretrainLr: number({
    group: 'pretrain',
    symbol: 'α',
    default: { XS: 5e-3, S: 3e-3, M: 2e-3 },
    min: 1e-5,
    max: 3e-2,
    step: 1e-5,
    log: true,
    live: true,
    source: measured,
  }),
  pretrainWeightDecay: number({
    group: 'pretrain',
    default: 0.01,
    min: 0,
    max: 1,
    step: 0.01,
    advanced: true,
    live: true,
    source: measured,
  }),
} satisfies Record<string, Knob>;
