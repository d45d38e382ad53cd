/**
 * How far the policy π has moved from the reference π_ref.
 *
 * Estimators from single samples of π (Schulman 2020, "Approximating KL divergence"), of log ratio x = log π − log π_ref:
 * k1 = x is unbiased, k2 = x²/2 is biased and never negative, k3 = e^(−x) − 1 + x is unbiased and never negative.
 * As a reward penalty k1 is right; for the chart the vocabulary is small enough for the exact KL at every place.
 */
import * as tf from '@tensorflow/tfjs-core';

export function k1(logRatio: number): number {
  return logRatio;
}

export function k2(logRatio: number): number {
  return logRatio ** 2 / 2;
}

export function k3(logRatio: number): number {
  return Math.expm1(-logRatio) + logRatio;
}

/** KL(π ‖ π_ref) of the next token at every place, Σ_v π_v (log π_v − log π_ref,v), nats. logits [B, T, V] → [B, T] */
export function exactKl(logits: tf.Tensor3D, refLogits: tf.Tensor3D): tf.Tensor2D {
  return tf.tidy(() => {
    const difference = tf.sub(tf.logSoftmax(logits), tf.logSoftmax(refLogits));
    return tf.sum(tf.mul(tf.softmax(logits), difference), 2);
  });
}
