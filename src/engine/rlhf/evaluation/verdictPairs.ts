/** Pairs of different responses to one prompt, as they come in a run, for the figures of a pool of labelers. */
import type { VerdictPair } from '../../../world/labelerFigures';
import type { Comparison } from '../comparisons';
import type { Judged } from './judged';
import { rankedPairs } from '../pairwiseLoss';

/** Every pair that a reward model is tested on: identical responses are left out. */
export function pairsOfComparisons(comparisons: readonly Comparison[]): VerdictPair[] {
  return comparisons.flatMap((comparison) =>
    rankedPairs(comparison).map(
      ([better, worse]) => [comparison.verdicts[better], comparison.verdicts[worse]] as const,
    ),
  );
}

/** Two answers of one model to each prompt, in the same order of prompts; equal answers are left out. */
export function pairsOfAnswers(first: readonly Judged[], second: readonly Judged[]): VerdictPair[] {
  return first.flatMap(({ response, verdict }, i) => {
    const other = second[i];
    return other.response.text !== response.text ? [[verdict, other.verdict] as const] : [];
  });
}
