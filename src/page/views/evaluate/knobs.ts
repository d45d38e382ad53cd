import type { KnobName } from '../../../experiment/knobs';

/** What the evaluation can be told. */
export const EVALUATE_KNOBS: readonly KnobName[] = ['evaluationSamples', 'evaluateAllSizes', 'seed'];
