/** A loss as TensorFlow.js differentiates it, with the terms that it reports besides. */
import * as tf from '@tensorflow/tfjs-core';
import type { LossTerms } from './model';

/**
 * TensorFlow.js differentiates a function that returns the loss alone, and frees whatever else the function computed.
 * `scalar` is that function; `terms` returns all terms of its last call, as tensors that belong to the caller.
 */
export function keepTerms<A extends readonly unknown[], T extends LossTerms<T>>(
  loss: (...given: A) => T,
): { readonly scalar: (...given: A) => tf.Scalar; readonly terms: () => T } {
  let last: T | null = null;
  return {
    scalar: (...given) => {
      last = loss(...given);
      for (const term of Object.values<tf.Tensor>(last)) tf.keep(term);
      return last.loss;
    },
    terms: () => {
      if (last === null) throw new Error('The loss was not computed.');
      return last;
    },
  };
}
