/** Win rates as people would give them. */
import type { Judged } from '../../src/rlhf/evaluate';
import type { Rng } from '../../src/rng';
import { rank, type Labeler } from '../../src/world/labelers';

/** Share of prompts on which a random labeler, with noise, prefers the first answer; the same answer twice counts one half. */
export function labelersPrefer(
  first: readonly Judged[],
  second: readonly Judged[],
  labelers: readonly Labeler[],
  rng: Rng,
): number {
  const wins = first.map(({ response, verdict }, i) => {
    const other = second[i];
    if (response.text === other.response.text) return 0.5;
    return rank(rng.pick(labelers), [verdict, other.verdict], rng)[0] === 0 ? 1 : 0;
  });
  return wins.reduce((sum: number, win) => sum + win, 0) / wins.length;
}
