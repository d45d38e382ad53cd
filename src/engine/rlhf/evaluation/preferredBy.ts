/**
 * Win rates as people would give them, without their luck: by the Bradley–Terry model a labeler ranks one answer before
 * another with a known probability, so that the share of wins over all labelers is an exact mean and needs no drawing.
 */
import { preferenceProbability, type Labeler } from '../../../world/labelers';
import { estimate, type Estimate } from '../../../estimates';
import type { Judged } from './judged';

/** Share of answers that a labeler prefers to the second's; both answer the same prompts in one order. */
export function preferredBy(
  labelers: readonly Labeler[],
  first: readonly Judged[],
  second: readonly Judged[],
): Estimate {
  return estimate(
    first.map(({ prompt, response, verdict }, i) => {
      const other = second[i];
      const wins = labelers.map((labeler) => preferenceProbability(labeler, verdict, other.verdict));
      const share = wins.reduce((sum, win) => sum + win, 0) / labelers.length;
      return { prompt: prompt.text, of: response.text === other.response.text ? 0.5 : share, over: 1 };
    }),
  );
}
