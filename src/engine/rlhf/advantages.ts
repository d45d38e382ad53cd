/**
 * How much better than expected was each token?
 *
 * Generalized advantage estimation (Schulman et al. 2016, equations 11 and 16): δ_t = r_t + γ V_{t+1} − V_t and
 * A_t = δ_t + γλ A_{t+1}, with V = 0 after the last token; returns R_t = A_t + V_t. V_t is the value *before* token t.
 * A loop on the CPU: a student can follow it.
 */

export interface GaeInput {
  /** [B·T] each. */
  readonly rewards: Float32Array;
  readonly values: Float32Array;
  /** 1 on response tokens, which follow one another within a row. [B·T] */
  readonly mask: Float32Array;
  readonly time: number;
}

export interface Advantages {
  readonly advantages: Float32Array;
  readonly returns: Float32Array;
}

/** Advantages (not yet whitened) and returns, 0 outside the responses. [B·T] */
export function gae({ rewards, values, mask, time }: GaeInput, gamma: number, lambda: number): Advantages {
  const advantages = new Float32Array(mask.length);
  const returns = new Float32Array(mask.length);
  for (let row = 0; row < mask.length; row += time) {
    let nextValue = 0;
    let nextAdvantage = 0;
    for (let t = row + time - 1; t >= row; t--) {
      if (mask[t] !== 1) continue;
      const value = values[t];
      const delta = rewards[t] + gamma * nextValue - value;
      nextAdvantage = delta + gamma * lambda * nextAdvantage;
      nextValue = value;
      advantages[t] = nextAdvantage;
      returns[t] = nextAdvantage + value;
    }
  }
  return { advantages, returns };
}

/** Mean and population variance over the valid tokens of the whole batch. */
export function maskedMoments(
  x: Float32Array,
  mask: Float32Array,
): { readonly mean: number; readonly variance: number } {
  let count = 0;
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    if (mask[i] !== 1) continue;
    count++;
    sum += x[i];
  }
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < x.length; i++) if (mask[i] === 1) squares += (x[i] - mean) ** 2;
  return { mean, variance: squares / count };
}

/** The mean and the deviation by which `x` is whitened, over the valid tokens; 1e-8 is added to the variance. */
export function whiteningOf(
  x: Float32Array,
  mask: Float32Array,
): { readonly mean: number; readonly deviation: number } {
  const { mean, variance } = maskedMoments(x, mask);
  return { mean, deviation: Math.sqrt(variance + 1e-8) };
}

/**
 * Scaled to variance 1 over the valid tokens, and to mean 0 unless `shiftMean` is false, which puts the mean back
 * (advantages lose their mean, rewards would keep theirs). 0 outside the mask.
 */
export function whiten(x: Float32Array, mask: Float32Array, shiftMean = true): Float32Array {
  const { mean, deviation } = whiteningOf(x, mask);
  const scale = 1 / deviation;
  return x.map((value, i) => (mask[i] === 1 ? (value - mean) * scale + (shiftMean ? 0 : mean) : 0));
}

/** 1 − Var(R − V)/Var(R): the share of the returns' variance that the values foresaw; 0 where returns do not vary. */
export function explainedVariance(values: Float32Array, returns: Float32Array, mask: Float32Array): number {
  const { variance } = maskedMoments(returns, mask);
  if (variance === 0) return 0;
  const errors = returns.map((value, i) => value - values[i]);
  return 1 - maskedMoments(errors, mask).variance / variance;
}
