/** How many pairs of a ranking the scores order as the labeler did; ties in rank are no pair. */
import type { RankedResponse } from '../../../../protocol/microSteps';

export function orderedPairs(
  ranking: readonly RankedResponse[],
  scores: readonly (number | null)[],
): { readonly right: number; readonly of: number } {
  let right = 0;
  let of = 0;
  ranking.forEach((better, i) => {
    ranking.forEach((worse, j) => {
      const [high, low] = [scores[i], scores[j]];
      if (better.rank >= worse.rank || high === null || low === null) return;
      of++;
      if (high > low) right++;
    });
  });
  return { right, of };
}
