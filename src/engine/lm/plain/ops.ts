/**
 * The transformer's pieces as TensorFlow.js ops, each with its gradient written out. Letters: N = rows (batch × time),
 * B batch, T time, D width, H heads, V vocabulary.
 *
 * Every matrix product that can be is one plain two-dimensional product: TensorFlow.js's WASM kernel is some ten times
 * slower on transposed or batched ones.
 */
import * as tf from '@tensorflow/tfjs-core';

/** A function with its gradient by hand: `forward` gives the value and what `backward` needs besides dy. */
function differentiable<I extends tf.Tensor[], S extends tf.Tensor[], T extends tf.Tensor>(
  inputs: [...I],
  forward: () => { value: T; saved: [...S] },
  backward: (dy: T, ...saved: S) => [...I],
): T {
  return tf.customGrad<T>((...inputsAndSave) => {
    const save = inputsAndSave[inputsAndSave.length - 1] as tf.GradSaveFunc;
    const { value, saved } = forward();
    save(saved);
    return { value, gradFunc: (dy, kept) => backward(dy, ...(kept as S)) };
  })(...inputs);
}

/** Sum over rows, [N, D] → [D], as a product with a row of ones. */
function sumRows(x: tf.Tensor2D): tf.Tensor1D {
  return tf.reshape(tf.matMul(tf.ones<tf.Rank.R2>([1, x.shape[0]]), x), [x.shape[1]]);
}

/** y = x W + b. x [N, in], W [in, out], b [out] → [N, out] */
export function linear(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  return differentiable(
    [x, weight, bias],
    () => ({ value: tf.fused.matMul({ a: x, b: weight, bias }) as tf.Tensor2D, saved: [x, weight] }),
    (dy, x, weight) => [tf.matMul(dy, tf.transpose(weight)), tf.matMul(tf.transpose(x), dy), sumRows(dy)],
  );
}

/** y = x W. x [N, in], W [in, out] → [N, out] */
export function product(x: tf.Tensor2D, weight: tf.Tensor2D): tf.Tensor2D {
  return differentiable(
    [x, weight],
    () => ({ value: tf.matMul(x, weight), saved: [x, weight] }),
    (dy, x, weight) => [tf.matMul(dy, tf.transpose(weight)), tf.matMul(tf.transpose(x), dy)],
  );
}

/** Layer normalization with population variance and ε = 1e-5 inside the root (Ba et al. 2016). x [N, D] */
export function layerNorm(x: tf.Tensor2D, gain: tf.Tensor1D, bias: tf.Tensor1D): tf.Tensor2D {
  return differentiable(
    [x, gain, bias],
    () => {
      const centered = tf.sub(x, tf.mean(x, 1, true));
      const scale: tf.Tensor2D = tf.rsqrt(tf.add(tf.mean(tf.square(centered), 1, true), 1e-5)); // [N, 1]
      const normal: tf.Tensor2D = tf.mul(centered, scale);
      return { value: tf.add<tf.Tensor2D>(tf.mul(normal, gain), bias), saved: [normal, scale, gain] };
    },
    (dy, normal, scale, gain) => {
      const dNormal = tf.mul(dy, gain);
      const along = tf.mul(normal, tf.mean(tf.mul(dNormal, normal), 1, true));
      const dx: tf.Tensor2D = tf.mul(tf.sub(tf.sub(dNormal, tf.mean(dNormal, 1, true)), along), scale);
      return [dx, sumRows(tf.mul(dy, normal)), sumRows(dy)];
    },
  );
}

const SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);

/**
 * GPT-2's GELU, x/2 · (1 + tanh u) with u = √(2/π)(x + 0.044715 x³) (Hendrycks & Gimpel 2016), written as x · σ(2u),
 * which is the same number and a quicker kernel.
 */
export function gelu(x: tf.Tensor2D): tf.Tensor2D {
  const gate = (x: tf.Tensor2D): tf.Tensor2D =>
    tf.sigmoid(tf.mul(x, tf.add(tf.mul(tf.square(x), 2 * SQRT_2_OVER_PI * 0.044715), 2 * SQRT_2_OVER_PI)));
  return differentiable(
    [x],
    () => {
      const s = gate(x);
      return { value: tf.mul<tf.Tensor2D>(x, s), saved: [x, s] };
    },
    (dy, x, s) => {
      const slope = tf.add(tf.mul(tf.square(x), 2 * SQRT_2_OVER_PI * 3 * 0.044715), 2 * SQRT_2_OVER_PI); // d(2u)/dx
      const dGelu: tf.Tensor2D = tf.mul(s, tf.add(tf.mul(tf.mul(x, slope), tf.sub(1, s)), 1));
      return [tf.mul(dy, dGelu)];
    },
  );
}

/** [N, D] → one row of [T, D/H] for each batch and head, [B·H, T, D/H] */
export function splitHeads(x: tf.Tensor2D, batch: number, time: number, heads: number): tf.Tensor3D {
  const width = x.shape[1] / heads;
  return tf.reshape(tf.transpose(tf.reshape(x, [batch, time, heads, width]), [0, 2, 1, 3]), [
    batch * heads,
    time,
    width,
  ]);
}

/** The inverse of `splitHeads`. */
export function mergeHeads(x: tf.Tensor3D, batch: number, heads: number): tf.Tensor2D {
  const [, time, width] = x.shape;
  const apart = tf.transpose(tf.reshape(x, [batch, heads, time, width]), [0, 2, 1, 3]);
  return tf.reshape(apart, [batch * time, heads * width]);
}

/**
 * Where every place of every head looks: softmax of the masked scores, so that each row sums to 1. Queries, already
 * divided by √(D/H), and keys [B·H, T, D/H]; `mask` as for `attention`. → [B·H, T, T]
 */
export function attentionProbabilities(queries: tf.Tensor3D, keys: tf.Tensor3D, mask: tf.Tensor3D): tf.Tensor3D {
  return tf.softmax(tf.add(tf.matMul(queries, keys, false, true), mask));
}

/**
 * Masked scaled dot-product attention (Vaswani et al. 2017, equation 1) of all heads. q, k, v [N, D]; `mask`
 * [1 or B·H, T, T] is 0 where a place may look and a large negative number where it may not. → [N, D]
 */
export function attention(
  [q, k, v]: readonly [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D],
  mask: tf.Tensor3D,
  batch: number,
  heads: number,
): tf.Tensor2D {
  const time = q.shape[0] / batch;
  const scale = 1 / Math.sqrt(q.shape[1] / heads);
  const split = (x: tf.Tensor2D) => splitHeads(x, batch, time, heads);
  const merge = (x: tf.Tensor3D) => mergeHeads(x, batch, heads);
  return differentiable(
    [q, k, v],
    () => {
      const queries = split(tf.mul(q, scale));
      const keys = split(k);
      const values = split(v);
      const probabilities = attentionProbabilities(queries, keys, mask); // [B·H, T, T]
      return { value: merge(tf.matMul(probabilities, values)), saved: [queries, keys, values, probabilities] };
    },
    (dy, queries, keys, values, probabilities) => {
      const dOut = split(dy);
      const weighted: tf.Tensor3D = tf.mul(tf.matMul(dOut, values, false, true), probabilities);
      const dScores: tf.Tensor3D = tf.sub(weighted, tf.mul(probabilities, tf.sum(weighted, 2, true)));
      const dq: tf.Tensor2D = tf.mul(merge(tf.matMul(dScores, keys)), scale);
      const dk = merge(tf.matMul(dScores, queries, true, false));
      const dv = merge(tf.matMul(probabilities, dOut, true, false));
      return [dq, dk, dv];
    },
  );
}

/**
 * A row's logits with their maximum taken out first, so that exp cannot overflow and large logits lose no digits; their
 * exponentials and the sum of these. logits [N, V] → [N, V], [N, V], [N, 1]
 */
function exponentials(logits: tf.Tensor2D): [shifted: tf.Tensor2D, exponentials: tf.Tensor2D, total: tf.Tensor2D] {
  const shifted: tf.Tensor2D = tf.sub(logits, tf.max(logits, 1, true));
  const raised = tf.exp(shifted);
  return [shifted, raised, tf.sum(raised, 1, true)];
}

/** log softmax(logits)[target], nats. logits [N, V], targets one-hot [N, V] → [N] */
export function tokenLogprobs(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Tensor1D {
  const logprobs = differentiable(
    [logits],
    () => {
      const [shifted, raised, total] = exponentials(logits);
      const value: tf.Tensor2D = tf.sub(tf.sum(tf.mul(shifted, targets), 1, true), tf.log(total));
      return { value, saved: [raised, total, targets] };
    },
    (dy, raised, total, targets) => [tf.sub(tf.mul(targets, dy), tf.mul(raised, tf.div(dy, total)))],
  );
  return tf.reshape(logprobs, [-1]);
}

/** Entropy of softmax(logits), nats. [N, V] → [N] */
export function tokenEntropy(logits: tf.Tensor2D): tf.Tensor1D {
  const entropy = differentiable(
    [logits],
    () => {
      const [shifted, raised, total] = exponentials(logits);
      const meanShifted = tf.div(tf.sum(tf.mul(raised, shifted), 1, true), total);
      const value: tf.Tensor2D = tf.sub(tf.log(total), meanShifted);
      return { value, saved: [shifted, tf.div<tf.Tensor2D>(raised, total), meanShifted] };
    },
    (dy, shifted, probabilities, meanShifted) => [
      tf.mul(tf.mul(probabilities, tf.sub(meanShifted, shifted)), dy), // log p + H = shifted − mean shifted
    ],
  );
  return tf.reshape(entropy, [-1]);
}
