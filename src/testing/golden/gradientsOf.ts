import * as tf from '@tensorflow/tfjs-core';
import { readAll } from '../../engine/lm/read';

/** Values and gradients of functions of one matrix, read in one go. */
export async function withGradients<K extends string>(
  x: Float32Array,
  shape: [number, number],
  functions: Readonly<Record<K, (x: tf.Tensor2D) => tf.Tensor>>,
): Promise<Record<K, { readonly value: Float32Array; readonly gradient: Float32Array }>> {
  const entries: [K, { value: Float32Array; gradient: Float32Array }][] = [];
  for (const name of Object.keys(functions) as K[]) {
    const read = tf.tidy(() => {
      const input = tf.tensor2d(x, shape);
      const f = functions[name];
      return { value: f(input), gradient: tf.grad((inside: tf.Tensor) => tf.sum(f(inside as tf.Tensor2D)))(input) };
    });
    entries.push([name, await readAll(read)]);
  }
  return Object.fromEntries(entries) as Record<K, { value: Float32Array; gradient: Float32Array }>;
}
