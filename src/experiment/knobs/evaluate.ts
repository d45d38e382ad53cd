/** Knobs of the evaluation. */
import { measured, type Knob, type NumberKnob, type SwitchKnob } from './knob';

export const EVALUATE_KNOBS = {
  evaluationSamples: {
    kind: 'integer',
    group: 'evaluate',
    default: 4,
    min: 1,
    max: 16,
    step: 1,
    unit: 'answers per prompt',
    source: measured,
  } as NumberKnob,
  evaluateAllSizes: {
    kind: 'switch',
    group: 'evaluate',
    default: false,
    source: 'Ouyang et al. 2022, figure 1',
  } as SwitchKnob,
} satisfies Record<string, Knob>;
