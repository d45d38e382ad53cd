/** The log-probability of a whole response, as one action: the sum over its tokens, the end token included. */
import * as tf from '@tensorflow/tfjs-core';

/** logprobs of the targets, mask [B, T] → log π(y) [B, 1], nats */
export function sequenceLogprobs(logprobs: tf.Tensor2D, mask: tf.Tensor2D): tf.Tensor2D {
  return tf.sum(tf.mul(logprobs, mask), 1, true);
}
