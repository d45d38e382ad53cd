/** Mean over the valid tokens of a batch: Σ x·m / Σ m over the whole array (token-level aggregation). */
import * as tf from '@tensorflow/tfjs-core';

/** x, mask [B, T] */
export function maskedMean(x: tf.Tensor2D, mask: tf.Tensor2D): tf.Scalar {
  return tf.div(tf.sum(tf.mul(x, mask)), tf.sum(mask));
}
