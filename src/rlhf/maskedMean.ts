/** Means over the valid tokens of a batch: Σ x·m / Σ m over the whole array (token-level aggregation). */
import * as tf from '@tensorflow/tfjs-core';

/** Of a tensor, for losses. x, mask [B, T] */
export function maskedMean(x: tf.Tensor2D, mask: tf.Tensor2D): tf.Scalar {
  return tf.div(tf.sum(tf.mul(x, mask)), tf.sum(mask));
}

/** Of an array, for charts. */
export function maskedMeanOf(x: ArrayLike<number>, mask: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    if (mask[i] === 1) sum += x[i] ?? 0;
    count += mask[i] ?? 0;
  }
  return sum / count;
}

/** Mean over responses of the sum over their valid tokens, as for nats per response. x, mask [B·T] */
export function meanPerResponse(x: ArrayLike<number>, mask: ArrayLike<number>, responses: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) if (mask[i] === 1) sum += x[i] ?? 0;
  return sum / responses;
}
