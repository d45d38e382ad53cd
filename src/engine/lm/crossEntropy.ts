/**
 * Next-token cross entropy, the loss of pretraining, SFT and the pretraining term of PPO-ptx: the mean over the counted
 * tokens of −log p(token | what came before). A mean over tokens, not over sequences.
 */
import * as tf from '@tensorflow/tfjs-core';
import { maskedMean } from './maskedMean';

/** logprobs of the targets [B, T]; without a mask every token counts. → nats per token */
export function crossEntropy(logprobs: tf.Tensor2D, mask?: tf.Tensor2D): tf.Scalar {
  return mask ? maskedMean(tf.neg(logprobs), mask) : tf.neg(tf.mean(logprobs));
}
