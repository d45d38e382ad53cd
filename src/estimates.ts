/**
 * Means over answers that come several to a prompt, with one standard error. Answers to one prompt are alike, so what is
 * independent is the prompt (Liang & Zeger 1986). A mean is a ratio of sums, R = Σ of / Σ over, which holds for shares of
 * a part of the answers, too; with C prompts its error is
 *
 *   √( C/(C − 1) · Σ_prompts ( Σ_answers of − R · over )² ) / Σ over
 */

export interface Observation {
  readonly prompt: string;
  readonly of: number;
  /** How much the observation counts; 1 in a plain mean. */
  readonly over: number;
}

export interface Estimate {
  readonly mean: number;
  /** One standard error, NaN for a single prompt. */
  readonly error: number;
  /** How many different prompts or items it rests on. */
  readonly prompts: number;
}

/** NaN where nothing was observed that counts. */
export function estimate(observations: readonly Observation[]): Estimate {
  const counting = observations.filter(({ over }) => over !== 0);
  const over = counting.reduce((sum, each) => sum + each.over, 0);
  const mean = counting.reduce((sum, each) => sum + each.of, 0) / over;
  const residuals = new Map<string, number>();
  for (const each of counting) {
    residuals.set(each.prompt, (residuals.get(each.prompt) ?? 0) + each.of - mean * each.over);
  }
  const prompts = residuals.size;
  const squares = [...residuals.values()].reduce((sum, residual) => sum + residual ** 2, 0);
  return { mean, error: Math.sqrt((squares * prompts) / (prompts - 1)) / over, prompts };
}

/** The mean of independent values; the error is NaN for a single one. */
export function meanEstimate(values: ArrayLike<number>): Estimate {
  const all = Array.from(values);
  const n = all.length;
  const mean = all.reduce((sum, value) => sum + value, 0) / n;
  const squares = all.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: n > 1 ? Math.sqrt(squares / (n - 1) / n) : NaN, prompts: n };
}

/**
 * A share of independent items, with a binomial error that tells of items too few even where none or all are right, since
 * it takes two successes and two failures as seen beforehand (Agresti & Coull 1998).
 */
export function shareEstimate(right: number, items: number): Estimate {
  const towardsHalf = (right + 2) / (items + 4);
  const error = Math.sqrt((towardsHalf * (1 - towardsHalf)) / (items + 4));
  return { mean: right / items, error, prompts: items };
}

/** An error below this comes from rounding alone. */
const ROUNDING = 1e-9;

export type Interval = readonly [low: number, high: number];

/**
 * The score interval of a share (Wilson 1927), one standard error to each side unless `errors` says otherwise. It lies
 * within 0 and 1 and is not empty where none or all of the items are right, unlike share ± error (Brown, Cai and DasGupta 2001).
 */
export function shareInterval(share: number, items: number, errors = 1): Interval {
  const squared = errors ** 2;
  const whole = items + squared;
  const center = (share * items + squared / 2) / whole;
  const half = (errors * Math.sqrt(share * (1 - share) * items + squared / 4)) / whole;
  return [Math.max(0, Math.min(share, center - half)), Math.min(1, Math.max(share, center + half))];
}

/**
 * The score interval of a clustered mean of numbers from 0 to 1. In place of a number of items it takes the effective one,
 * m(1 − m) / error²: as many independent items would make a share m as sure (Kish 1965, design effect; Korn and Graubard
 * 1998 do the same with an exact interval). Where all answers are alike there is no spread to tell it, and every prompt is
 * one item, however often it was answered. NaN where the error is not known.
 */
export function clusteredInterval({ mean, error, prompts }: Estimate): Interval {
  return shareInterval(mean, error <= ROUNDING ? prompts : (mean * (1 - mean)) / error ** 2);
}

/** Differences of no more standard errors may be chance. */
const SURE = 2;

/** 1: a difference surely above 0; −1: one surely below; 0: it may be chance. `error`: one standard error of it. */
export function sureSign(difference: number, error: number): -1 | 0 | 1 {
  if (Math.abs(difference) <= SURE * error) return 0;
  return difference > 0 ? 1 : -1;
}

/** exp of an estimate; its error by the delta method. */
export function exponential({ mean, error, prompts }: Estimate): Estimate {
  return { mean: Math.exp(mean), error: Math.exp(mean) * error, prompts };
}

/** Values and errors of named estimates: a mean over nothing that counts is left out, as is an error that is not known. */
export function finiteEstimates<K extends string>(
  estimates: Readonly<Partial<Record<K, Pick<Estimate, 'mean' | 'error'>>>>,
): { readonly values: Partial<Record<K, number>>; readonly errors: Partial<Record<K, number>> } {
  const values: Partial<Record<K, number>> = {};
  const errors: Partial<Record<K, number>> = {};
  for (const name in estimates) {
    const { mean = NaN, error = NaN } = estimates[name] ?? {};
    if (!Number.isFinite(mean)) continue;
    values[name] = mean;
    if (Number.isFinite(error)) errors[name] = error;
  }
  return { values, errors };
}
