/**
 * How far the policy π has moved from the reference π_ref.
 *
 * Estimators from single samples of π (Schulman 2020, "Approximating KL divergence"), of log ratio x = log π − log π_ref:
 * k1 = x is unbiased, k2 = x²/2 is biased and never negative, k3 = e^(−x) − 1 + x is unbiased and never negative.
 * As a reward penalty k1 is right; for the chart the vocabulary is small enough for the exact KL at every place. GRPO
 * differentiates k3 itself, whose gradient is on average that of KL(π_ref ‖ π), the other direction.
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

/** k3 of every token as part of a loss; 0 outside the mask. [B, T] each, nats */
export function tokenK3(logprobs: tf.Tensor2D, refLogprobs: tf.Tensor2D, mask: tf.Tensor2D): tf.Tensor2D {
  const logRatio: tf.Tensor2D = tf.mul(tf.sub(logprobs, refLogprobs), mask);
  return tf.add(tf.expm1(tf.neg(logRatio)), logRatio);
}

/** π = e^s / Z, with s the logits less their maximum. [B, T, V], Z [B, T, 1] */
function softmaxParts(logits: tf.Tensor3D) {
  const s = tf.sub(logits, tf.max(logits, 2, true));
  const weights = tf.exp(s);
  const Z = tf.sum(weights, 2, true);
  return { s, Z, probabilities: tf.div(weights, Z) };
}

/**
 * KL(π ‖ π_ref) of the next token at every place, Σ_v π_v (log π_v − log π_ref,v), nats. logits [B, T, V] → [B, T]
 *
 * Of two policies that hardly differ, the logarithms of Z round by more than the KL. So it is one logarithm, of Z / Z_ref,
 * and Σ_v π_ref,v − π_v, which is 0, is added: what Z itself is off cancels (the sum is that of a Bregman divergence).
 */
export function exactKl(logits: tf.Tensor3D, refLogits: tf.Tensor3D): tf.Tensor2D {
  return tf.tidy(() => {
    const [policy, reference] = [softmaxParts(logits), softmaxParts(refLogits)];
    const logRatio = tf.sub(tf.sub(policy.s, reference.s), tf.log(tf.div(policy.Z, reference.Z)));
    const difference = tf.sub(reference.probabilities, policy.probabilities);
    return tf.sum(tf.add(tf.mul(policy.probabilities, logRatio), difference), 2);
  });
}
