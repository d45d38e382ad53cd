/** Knobs of the evaluation. */
import { integer, measured, toggle, type Knob } from './knob';

export const EVALUATE_KNOBS = {
  evaluationSamples: integer({
    group: 'evaluate',
    default: 4,
    min: 1,
    max: 16,
    step: 1,
    unit: 'answers per prompt',
    source: measured,
  }),
  evaluateAllSizes: toggle({
    group: 'evaluate',
    default: false,
    source: 'Ouyang et al. 2022, figure 1',
  }),
} satisfies Record<string, Knob>;
