/** How often scores order pairs as the people did who ranked them. */
import type { Measured } from '../../../protocol/evaluate';
import type { RankedResponses } from '../../rlhf/comparisons';
import { countPairs } from '../../rlhf/pairwiseLoss';
import { measuredOver } from './agreement';

/** Comparisons with one model's scores, prompt by prompt. [comparisons·width] */
export interface Scored {
  readonly comparisons: readonly RankedResponses[];
  readonly scores: Float32Array;
  readonly width: number;
}

/**
 * Pair accuracy; with `less`, the difference pair by pair. The error is clustered by prompt: people who rank the same
 * answers are no independent test.
 */
export function accuracyOf(scored: Scored | null, less: Scored | null = null): Measured | null {
  const counts = ({ comparisons, scores, width }: Scored, p: number) =>
    countPairs([comparisons[p]], scores.subarray(p * width, (p + 1) * width), width);
  if (scored === null) return measuredOver([]);
  return measuredOver(
    scored.comparisons.map(({ prompt }, p) => {
      const { right, pairs } = counts(scored, p);
      return { prompt: prompt.text, of: right - (less ? counts(less, p).right : 0), over: pairs };
    }),
  );
}
