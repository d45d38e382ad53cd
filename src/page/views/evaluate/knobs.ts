import type { KnobName } from '../../../experiment/knobs';

/** The knobs of the evaluation. */
export const EVALUATE_KNOBS: readonly KnobName[] = ['evaluationSamples', 'evaluateAllSizes', 'seed'];
