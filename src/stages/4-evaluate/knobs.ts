import type { KnobName } from '../../settings';

/** What the evaluation can be told. */
export const EVALUATE_KNOBS: readonly KnobName[] = ['evaluationSamples', 'evaluateAllSizes', 'seed'];
