/** A loss of TensorFlow.js over heads that were computed elsewhere. */
import * as tf from '@tensorflow/tfjs-core';
import { keepTerms } from '../keepTerms';
import type { Heads, LossHead, LossTerms } from '../model';

/** The loss's terms and value, and its gradient by each head, through TensorFlow.js's automatic differentiation. */
export function headGradients<H extends LossHead, T extends LossTerms<T>>(
  heads: readonly H[],
  said: readonly Float32Array[],
  shape: [number, number],
  loss: (heads: Pick<Heads, H>) => T,
): { readonly terms: T; readonly value: number; readonly gradients: readonly Float32Array[] } {
  const { scalar, terms } = keepTerms((...columns: tf.Tensor[]) =>
    loss(Object.fromEntries(heads.map((name, i) => [name, columns[i]])) as unknown as Pick<Heads, H>),
  );
  const { value, gradients } = tf.tidy(() => {
    const given = said.map((column) => tf.tensor2d(column, shape));
    const { value, grads } = tf.valueAndGrads(scalar)(given);
    // On this backend a tensor lies in memory that we can read at once.
    return { value: blockingRead(value)[0], gradients: grads.map(blockingRead) };
  });
  return { terms: terms(), value, gradients };
}

function blockingRead(tensor: tf.Tensor): Float32Array {
  // eslint-disable-next-line no-restricted-properties -- WASM and CPU hold tensors in this thread's memory: nothing blocks.
  return tensor.dataSync<'float32'>();
}
