/**
 * GPT-2 (Radford et al. 2019): pre-LN blocks, learned positions, biases, tanh-GELU, final LN, unembedding tied to the
 * embedding. Tokens are embedded as one-hot × matrix: `tf.gather` has no gradient on WASM, and on WebGPU one that
 * differs from run to run.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { GptConfig } from '../config';
import type { ParameterLayout } from '../layout';
import { attention, gelu, layerNorm, linear, product } from './ops';

/** Splits flat parameters [total] into one tensor each; differentiable, its gradient is one concatenation. */
export function splitParameters(flat: tf.Tensor1D, { parameters }: ParameterLayout): tf.Tensor[] {
  const sizes = parameters.map(({ size }) => size);
  return tf.split(flat, sizes).map((part, i) => tf.reshape(part, [...parameters[i].shape]));
}

/** Parameters by name. */
export class Weights {
  private readonly byName: ReadonlyMap<string, tf.Tensor>;

  constructor({ parameters }: ParameterLayout, parts: readonly tf.Tensor[]) {
    this.byName = new Map(parts.map((part, i) => [parameters[i].name, part]));
  }

  matrix(name: string): tf.Tensor2D {
    return this.get(name) as tf.Tensor2D;
  }

  vector(name: string): tf.Tensor1D {
    return this.get(name) as tf.Tensor1D;
  }

  private get(name: string): tf.Tensor {
    const found = this.byName.get(name);
    if (!found) throw new Error(`This network has no parameter named ${name}.`);
    return found;
  }
}

/** Queries, keys and values of all heads side by side, each [N, D]. */
export type QueriesKeysValues = readonly [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];

/** Attends; within the batch itself, or with a cache to what came before as well. → [N, D] */
export type Attend = (qkv: QueriesKeysValues, layer: number) => tf.Tensor2D;

/** Wraps `attention` over one batch. */
export function attendWithin(mask: tf.Tensor3D, batch: number, heads: number): Attend {
  return (qkv) => attention(qkv, mask, batch, heads);
}

/** The three parts of c_attn, applied one by one: splitting the small matrix costs less than splitting its product. */
function queriesKeysValues(weights: Weights, x: tf.Tensor2D, layer: number): QueriesKeysValues {
  const matrices = tf.split(weights.matrix(`h.${layer}.attn.c_attn.weight`), 3, 1);
  const biases = tf.split(weights.vector(`h.${layer}.attn.c_attn.bias`), 3);
  const part = (i: number) => linear(x, matrices[i] as tf.Tensor2D, biases[i] as tf.Tensor1D);
  return [part(0), part(1), part(2)];
}

/** Sum of token and position embeddings. tokens one-hot [N, V], positions one-hot [N, S] → [N, D] */
export function embed(weights: Weights, tokens: tf.Tensor2D, positions: tf.Tensor2D): tf.Tensor2D {
  return tf.add(product(tokens, weights.matrix('wte.weight')), product(positions, weights.matrix('wpe.weight')));
}

/** The transformer from embeddings to the last hidden states, final LN included. x [N, D] → [N, D] */
export function hiddenStates(
  weights: Weights,
  embedded: tf.Tensor2D,
  { layers }: GptConfig,
  attend: Attend,
): tf.Tensor2D {
  let x = embedded;
  const dense = (y: tf.Tensor2D, name: string) =>
    linear(y, weights.matrix(`${name}.weight`), weights.vector(`${name}.bias`));
  const norm = (y: tf.Tensor2D, name: string) =>
    layerNorm(y, weights.vector(`${name}.weight`), weights.vector(`${name}.bias`));
  for (let i = 0; i < layers; i++) {
    const attended = attend(queriesKeysValues(weights, norm(x, `h.${i}.ln_1`), i), i);
    x = tf.add(x, dense(attended, `h.${i}.attn.c_proj`));
    const inner = gelu(dense(norm(x, `h.${i}.ln_2`), `h.${i}.mlp.c_fc`));
    x = tf.add(x, dense(inner, `h.${i}.mlp.c_proj`));
  }
  return norm(x, 'ln_f');
}

/** Scores over the vocabulary through the tied embedding. hidden [N, D] → [N, V] */
export function unembed(weights: Weights, hidden: tf.Tensor2D): tf.Tensor2D {
  return product(hidden, tf.transpose(weights.matrix('wte.weight')));
}

/** The scalar head: a reward model's score, a value network's value. hidden [N, D] → [N] */
export function scalarHead(weights: Weights, hidden: tf.Tensor2D): tf.Tensor1D {
  const score = product(hidden, tf.transpose(weights.matrix('score.weight')));
  return tf.add(tf.reshape(score, [-1]), weights.vector('score.bias'));
}
