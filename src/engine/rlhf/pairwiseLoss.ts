/**
 * The reward model's loss (InstructGPT, equation 1): all C(K,2) pairs of a prompt's ranked responses form one element of
 * the batch, −1/C(K,2) Σ log σ(r_w − r_l) over pairs in which w is ranked above l, averaged over prompts. Shifting all
 * scores of a prompt changes nothing, so their gradient sums to 0.
 *
 * Ties are no pairs, and neither are identical responses: the normalizer counts the pairs that remain.
 *
 * Different from the paper: a prompt can weigh more or less than the others, L = Σ w_p L_p / Σ w_p. With all weights 1
 * this is the mean over prompts; a prompt of weight 0 is as good as absent.
 */
import * as tf from '@tensorflow/tfjs-core';

/** A labeler's ranking of one prompt's responses. */
export interface Ranking {
  /** Indices of the responses, level by level from best to worst; responses on one level are tied. */
  readonly levels: readonly (readonly number[])[];
  /** Pairs of responses with the same tokens, on whatever levels they stand; absent: none. */
  readonly identical?: readonly (readonly [number, number])[];
  /** How many ordinary prompts this one counts as; absent: 1. */
  readonly weight?: number;
}

/** A ranking without ties. `order` lists the indices of the responses, best first. */
export function inLevels(order: readonly number[]): Ranking['levels'] {
  return order.map((response) => [response]);
}

/** Pairs [better, worse] of one prompt: of responses on different levels that differ. */
export function rankedPairs({ levels, identical = [] }: Ranking): (readonly [number, number])[] {
  const differ = (a: number, b: number) => !identical.some((pair) => pair.includes(a) && pair.includes(b));
  return levels.flatMap((level, i) => {
    const below = levels.slice(i + 1).flat();
    return level.flatMap((better) =>
      below.filter((worse) => differ(better, worse)).map((worse) => [better, worse] as const),
    );
  });
}

/** Weight of log σ(r_w − r_l) at [prompt, w, l]; rows are as wide as the largest K. [P·K·K] */
export function pairWeights(prompts: readonly Ranking[], width: number): Float32Array {
  const weights = new Float32Array(prompts.length * width * width);
  const total = prompts.reduce((sum, { weight = 1 }) => sum + weight, 0);
  if (total === 0) return weights;
  prompts.forEach((prompt, p) => {
    const { weight = 1 } = prompt;
    const pairs = rankedPairs(prompt);
    for (const [better, worse] of pairs) {
      weights[(p * width + better) * width + worse] = weight / (pairs.length * total);
    }
  });
  return weights;
}

/** log σ(x) = −softplus(−x), without overflow. (`tf.logSigmoid` loses its input before the gradient needs it.) */
export function logSigmoid<T extends tf.Tensor>(x: T): T {
  return tf.neg(tf.softplus(tf.neg(x)));
}

/** r_w − r_l of any two responses of a prompt. rewards [P, K] → [P, w, l] */
export function pairMargins(rewards: tf.Tensor2D): tf.Tensor3D {
  return tf.sub(tf.expandDims(rewards, 2), tf.expandDims(rewards, 1));
}

/** rewards [P, K], weights [P, K, K] → nats */
export function pairwiseLoss(rewards: tf.Tensor2D, weights: tf.Tensor3D): tf.Scalar {
  return tf.neg(tf.sum(tf.mul(weights, logSigmoid(pairMargins(rewards)))));
}

export interface PairCounts {
  readonly pairs: number;
  /** Pairs whose better response has the higher score; equal scores count one half. */
  readonly right: number;
  /** Sum of r_w − r_l. */
  readonly margin: number;
}

/** How well scores [P·K] reproduce the rankings. */
export function countPairs(prompts: readonly Ranking[], scores: Float32Array, width: number): PairCounts {
  let pairs = 0;
  let right = 0;
  let margin = 0;
  prompts.forEach((prompt, p) => {
    for (const [better, worse] of rankedPairs(prompt)) {
      const difference = scores[p * width + better] - scores[p * width + worse];
      pairs++;
      margin += difference;
      right += difference > 0 ? 1 : difference === 0 ? 0.5 : 0;
    }
  });
  return { pairs, right, margin };
}
