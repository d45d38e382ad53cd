/** Indices as one-hot rows of floats. (With dtype float32, `tf.oneHot` writes integer ones into the floats on WASM.) */
import * as tf from '@tensorflow/tfjs-core';

/** indices [N] → [N, depth] */
export function oneHot(indices: Int32Array | tf.Tensor1D, depth: number): tf.Tensor2D {
  const ids = indices instanceof Int32Array ? tf.tensor1d(indices, 'int32') : indices;
  return tf.cast(tf.oneHot(ids, depth), 'float32') as tf.Tensor2D;
}
