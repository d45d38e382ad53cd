/** Knobs of fine-tuning. */
import { integer, measured, number, type Knob } from './knob';

export const SFT_KNOBS = {
  sftEpochs: integer({
    group: 'sft',
    default: { XS: 5, S: 5, M: 6 },
    min: 1,
    max: 32,
    step: 1,
    unit: 'epochs',
    source: 'InstructGPT appendix C: 16; fewer suffice here',
  }),
  sftBatch: integer({
    group: 'sft',
    default: 32,
    min: 1,
    max: 128,
    step: 1,
    unit: 'demonstrations',
    advanced: true,
    source: 'InstructGPT appendix C: 32',
  }),
  sftLr: number({
    group: 'sft',
    symbol: 'α',
    default: { XS: 3e-3, S: 2e-3, M: 1.5e-3 },
    min: 1e-5,
    max: 3e-2,
    step: 1e-5,
    log: true,
    live: true,
    source: measured,
  }),
  sftWeightDecay: number({
    group: 'sft',
    default: 0.01,
    min: 0,
    max: 1,
    step: 0.01,
    advanced: true,
    live: true,
    source: measured,
  }),
} satisfies Record<string, Knob>;
