/**
 * Where a network looks: the attention weights of one place, softmax(q·kᵀ/√(D/H)) of every head of every layer (Vaswani
 * et al. 2017, equation 1), taken out of a forward pass of TensorFlow.js ops, whichever room trains.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { GptConfig } from '../config';
import { parameterLayout } from '../layout';
import { oneHot } from '../oneHot';
import { readAll } from '../read';
import { embed, hiddenStates, splitParameters, Weights, type Attend } from './gpt2';
import { causalMask, positions } from './masks';
import { attention, attentionProbabilities, splitHeads } from './ops';

/**
 * How much each head looks at every token of a row from the given place, where the next token is foretold: shares that
 * sum to 1 over the tokens up to that place and are 0 after it. [L, H, T], T tokens of the row. Throws a RangeError for
 * a place outside the row, and when the row is longer than the context.
 */
export async function attentionWeights(
  config: GptConfig,
  parameters: Float32Array,
  row: readonly number[],
  place: number,
): Promise<Float32Array> {
  const { context, vocabulary, width, layers, heads } = config;
  if (row.length > context) throw new RangeError(`A row holds at most ${context} tokens, got ${row.length}.`);
  if (!(place >= 0 && place < row.length)) {
    throw new RangeError(`Expected a place from 0 to ${row.length - 1}, got ${place}.`);
  }
  // Always the whole context wide, so that there is one shape; attention is causal, so the padding changes nothing.
  const inputs = new Int32Array(context);
  inputs.set(row);
  const { weights } = await readAll({
    weights: tf.tidy(() => {
      const layout = parameterLayout(config);
      const named = new Weights(layout, splitParameters(tf.tensor1d(parameters), layout));
      const mask = tf.tensor3d(causalMask(context), [1, context, context]);
      const seen: tf.Tensor3D[] = [];
      const attend: Attend = (qkv) => {
        const queries = splitHeads(tf.mul(qkv[0], 1 / Math.sqrt(width / heads)), 1, context, heads);
        const probabilities = attentionProbabilities(queries, splitHeads(qkv[1], 1, context, heads), mask);
        seen.push(tf.slice(probabilities, [0, place, 0], [heads, 1, row.length]));
        return attention(qkv, mask, 1, heads);
      };
      const embedded = embed(named, oneHot(inputs, vocabulary), oneHot(positions(1, context), context));
      hiddenStates(named, embedded, config, attend);
      return tf.reshape(tf.stack(seen), [layers, heads, row.length]);
    }),
  });
  return weights;
}
