/** What several answers of one model to one prompt say together. */
import type { Answer } from '../../../protocol/compare';
import { meanEstimate } from '../../../estimates';
import { logRatioOf } from './shade';

/** A mean and one standard error of it; no error where all are alike or there is one alone. */
export interface Mean {
  readonly value: number;
  readonly error: number | null;
}

/** Answers that are alike spread by rounding alone. */
const ROUNDING = 1e-9;

function meanOf(values: readonly (number | null)[]): Mean | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0 || known.length < values.length) return null;
  const { mean, error } = meanEstimate(known);
  return { value: mean, error: error > ROUNDING ? error : null };
}

export function meanScore(answers: readonly Answer[]): Mean | null {
  return meanOf(answers.map(({ score }) => score));
}

export function meanGold(answers: readonly Answer[]): Mean | null {
  return meanOf(answers.map(({ marks }) => marks?.gold ?? null));
}

/** Index of the answer that the reward model likes best, the first of equals; null where one answer or no score is. */
export function bestOf(answers: readonly Answer[]): number | null {
  if (answers.length < 2) return null;
  const scores = answers.map(({ score }) => score ?? -Infinity);
  const best = Math.max(...scores);
  return Number.isFinite(best) ? scores.indexOf(best) : null;
}

/** Sum of log π − log π_ref over the tokens that are compared, nats; null where none is. */
export function wholeLogRatio({ logprobs, refLogprobs }: Answer): number | null {
  if (!refLogprobs) return null;
  const ratios = logprobs.map((logprob, t) => logRatioOf(logprob, refLogprobs[t])).filter((ratio) => ratio !== null);
  return ratios.length === 0 ? null : ratios.reduce((sum, ratio) => sum + ratio, 0);
}
