/**
 * Drawing tokens on the device by the Gumbel-max trick: arg max(logits/T + g) with standard Gumbel noise g is a sample
 * of softmax(logits/T) (Gumbel 1954; Maddison et al. 2014). The noise comes from our own seeded generator, so the same
 * seed draws the same tokens on every backend. (`tf.multinomial` draws one number for all rows on one backend and 0 for
 * the first row on another.)
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Rng } from '../../../rng';

export interface Sampling {
  /** 0 takes the likeliest token. */
  readonly temperature: number;
  /** Only the k likeliest tokens can be drawn; absent: all. */
  readonly topK?: number;
}

/** Standard Gumbel noise. [rows · vocabulary] */
export function gumbelNoise(rng: Rng, rows: number, vocabulary: number): Float32Array {
  return Float32Array.from({ length: rows * vocabulary }, () => rng.gumbel());
}

/** One token for each row. logits [B, V], noise [B, V] → int32 [B] */
export function sampleTokens(logits: tf.Tensor2D, noise: tf.Tensor2D, { temperature, topK }: Sampling): tf.Tensor1D {
  return tf.tidy(() => {
    if (temperature === 0) return tf.argMax(logits, 1);
    const noisy: tf.Tensor2D = tf.add(tf.div(logits, temperature), noise);
    if (topK === undefined || topK >= logits.shape[1]) return tf.argMax(noisy, 1);
    const least = tf.min(tf.topk(logits, topK).values, 1, true);
    return tf.argMax(tf.where(tf.greaterEqual(logits, least), noisy, tf.fill(noisy.shape, -1e9)), 1);
  });
}
