/**
 * PPO's clipped losses (Schulman et al. 2017, equations 7 and 9), as means over the valid tokens of a minibatch.
 *
 * With ratio ρ = π(y_t)/π_old(y_t), the policy loss is max(−Aρ, −A clip(ρ, 1−ε, 1+ε)); the value loss is
 * ½ (V − R)², with clipping ½ max((V − R)², (clip(V, V_old ± ε_V) − R)²). No entropy bonus, as in lm-human-preferences.
 */
import * as tf from '@tensorflow/tfjs-core';
import { maskedMean } from '../lm/maskedMean';

/** Columns of one minibatch, [B, T] each. */
export interface PolicyColumns {
  readonly oldLogprobs: tf.Tensor2D;
  readonly advantages: tf.Tensor2D;
  readonly mask: tf.Tensor2D;
}

export interface PolicyLoss {
  readonly loss: tf.Scalar;
  /** Share of tokens at which the clipped term is strictly the larger. */
  readonly clipFraction: tf.Scalar;
  /** ½ mean (log ρ)², k2 of the new policy against the old. */
  readonly approxKl: tf.Scalar;
  /** Mean ratio. */
  readonly ratio: tf.Scalar;
}

/** `aggregate` makes one number of what the valid tokens cost: their mean, unless an algorithm weighs them otherwise. */
export function policyLoss(
  newLogprobs: tf.Tensor2D,
  { oldLogprobs, advantages, mask }: PolicyColumns,
  clipRange: number,
  aggregate: (x: tf.Tensor2D, mask: tf.Tensor2D) => tf.Scalar = maskedMean,
): PolicyLoss {
  const logRatio: tf.Tensor2D = tf.mul(tf.sub(newLogprobs, oldLogprobs), mask);
  const ratio: tf.Tensor2D = tf.exp(logRatio);
  const unclipped: tf.Tensor2D = tf.neg(tf.mul(advantages, ratio));
  const clipped: tf.Tensor2D = tf.neg(tf.mul(advantages, tf.clipByValue(ratio, 1 - clipRange, 1 + clipRange)));
  return {
    loss: aggregate(tf.maximum(unclipped, clipped), mask),
    clipFraction: maskedMean(tf.cast(tf.greater(clipped, unclipped), 'float32'), mask),
    approxKl: tf.mul(maskedMean(tf.square(logRatio), mask), 0.5),
    ratio: maskedMean(ratio, mask),
  };
}

export interface ValueColumns {
  readonly oldValues: tf.Tensor2D;
  readonly returns: tf.Tensor2D;
  readonly mask: tf.Tensor2D;
}

/** `clipRange` is in units of reward; 0 = no clipping. */
export function valueLoss(
  values: tf.Tensor2D,
  { oldValues, returns, mask }: ValueColumns,
  clipRange: number,
): { readonly loss: tf.Scalar; readonly clipFraction: tf.Scalar } {
  const error: tf.Tensor2D = tf.square(tf.sub(values, returns));
  if (clipRange === 0) return { loss: tf.mul(maskedMean(error, mask), 0.5), clipFraction: tf.scalar(0) };
  const moved: tf.Tensor2D = tf.clipByValue(tf.sub(values, oldValues), -clipRange, clipRange);
  const clippedError: tf.Tensor2D = tf.square(tf.sub(tf.add(oldValues, moved), returns));
  return {
    loss: tf.mul(maskedMean(tf.maximum(error, clippedError), mask), 0.5),
    clipFraction: maskedMean(tf.cast(tf.greater(clippedError, error), 'float32'), mask),
  };
}
