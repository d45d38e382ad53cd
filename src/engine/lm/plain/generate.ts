/**
 * Batched generation with a key-value cache of fixed shape: prompts are padded on the left to one width, read once, and
 * every further token costs one row per sequence. One readback per batch, after the last token.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { GptConfig } from '../config';
import type { Generated, GenerateRequest } from '../model';
import { oneHot } from '../oneHot';
import { embed, hiddenStates, unembed, type Attend, type Weights } from './gpt2';
import { cacheFutureMask, cachePaddingMask, leftPaddedMask, positions } from './masks';
import { attention, mergeHeads, splitHeads } from './ops';
import { gumbelNoise, sampleTokens } from './sampler';

/** Keys and values of all places so far, one pair a layer, each [B·H, S, D/H]; places not reached yet hold 0. */
type Cache = { keys: tf.Tensor3D[]; values: tf.Tensor3D[] };

/** The last hidden states [B, D], and the cache. */
type Read = Cache & { hidden: tf.Tensor2D };

/** The tokens drawn, int32 [B], and the cache before them. */
type Drawn = Cache & { tokens: tf.Tensor1D };

interface Rows {
  readonly batch: number;
  /** Width P that prompts are padded to on the left. */
  readonly width: number;
  readonly leftPadding: Int32Array;
}

/** Reads all prompts at once. */
function readPrompts(weights: Weights, config: GptConfig, ids: Int32Array, { batch, width, leftPadding }: Rows): Read {
  const { heads, context, width: features } = config;
  const cache: Cache = { keys: [], values: [] };
  const mask = tf.tensor3d(leftPaddedMask(leftPadding, width, heads), [batch * heads, width, width]);
  const store = (x: tf.Tensor2D): tf.Tensor3D =>
    tf.pad(splitHeads(x, batch, width, heads), [
      [0, 0],
      [0, context - width],
      [0, 0],
    ]);
  const attend: Attend = (qkv) => {
    cache.keys.push(store(qkv[1]));
    cache.values.push(store(qkv[2]));
    return attention(qkv, mask, batch, heads);
  };
  const places = oneHot(positions(batch, width, leftPadding), context);
  const hidden = hiddenStates(weights, embed(weights, oneHot(ids, config.vocabulary), places), config, attend);
  const last = tf.slice(tf.reshape(hidden, [batch, width, features]), [0, width - 1, 0], [batch, 1, features]);
  return { hidden: tf.reshape(last, [batch, features]), ...cache };
}

/** Reads the tokens just drawn, one a row, at cache place `place`. */
function readToken(
  weights: Weights,
  config: GptConfig,
  { tokens, ...cache }: Drawn,
  place: number,
  { batch, leftPadding }: Rows,
  paddingMask: tf.Tensor3D,
): Read {
  const { heads, context, vocabulary } = config;
  const written: Cache = { keys: [], values: [] };
  const mask: tf.Tensor3D = tf.add(paddingMask, tf.tensor1d(cacheFutureMask(place, context)));
  const here: tf.Tensor3D = tf.reshape(oneHot(Int32Array.of(place), context), [1, context, 1]);
  const attend: Attend = (qkv, layer) => {
    const [q, k, v] = qkv.map((x) => splitHeads(x, batch, 1, heads)) as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D]; // [B·H, 1, D/H]
    const keys: tf.Tensor3D = tf.add(cache.keys[layer], tf.mul(k, here));
    const values: tf.Tensor3D = tf.add(cache.values[layer], tf.mul(v, here));
    written.keys.push(keys);
    written.values.push(values);
    const scaled: tf.Tensor3D = tf.mul(q, 1 / Math.sqrt(q.shape[2]));
    const scores: tf.Tensor3D = tf.add(tf.matMul(scaled, keys, false, true), mask);
    return mergeHeads(tf.matMul(tf.softmax(scores), values), batch, heads);
  };
  const places = oneHot(
    leftPadding.map((padding) => place - padding),
    context,
  );
  const words = oneHot(tokens, vocabulary);
  return { hidden: hiddenStates(weights, embed(weights, words, places), config, attend), ...written };
}

/** Each row's tokens up to and including its first stop token. drawn [B, maxTokens] */
export function cutAtStop(
  drawn: ArrayLike<number>,
  batch: number,
  maxTokens: number,
  stops: readonly number[],
): Generated[] {
  return Array.from({ length: batch }, (_, row) => {
    const tokens = Array.from({ length: maxTokens }, (_, t) => drawn[row * maxTokens + t]);
    const end = tokens.findIndex((token) => stops.includes(token));
    return end < 0 ? { tokens, ended: false } : { tokens: tokens.slice(0, end + 1), ended: true };
  });
}

/** A response to each prompt; see `GenerateRequest`. Throws when a prompt leaves too little room. */
export async function generate(weights: Weights, config: GptConfig, request: GenerateRequest): Promise<Generated[]> {
  const { prompts, maxTokens, rng } = request;
  const width = config.context - maxTokens;
  const longest = Math.max(...prompts.map((prompt) => prompt.length));
  if (longest > width) {
    throw new Error(`A prompt may have at most ${width} tokens to leave room for ${maxTokens} more, got ${longest}.`);
  }
  const leftPadding = Int32Array.from(prompts, (prompt) => width - prompt.length);
  const rows: Rows = { batch: prompts.length, width, leftPadding };
  const ids = Int32Array.from(
    prompts.flatMap((prompt, row) => [...new Array<number>(leftPadding[row]).fill(0), ...prompt]),
  );
  const paddingMask = tf.tensor3d(cachePaddingMask(leftPadding, config.context, config.heads), [
    rows.batch * config.heads,
    1,
    config.context,
  ]);
  const draw = (hidden: tf.Tensor2D) => {
    const noise = tf.tensor2d(gumbelNoise(rng, rows.batch, config.vocabulary), [rows.batch, config.vocabulary]);
    return sampleTokens(unembed(weights, hidden), noise, request);
  };
  const advance = (read: () => Read): Drawn =>
    tf.tidy(() => {
      const { hidden, keys, values } = read();
      return { tokens: draw(hidden), keys, values };
    });

  let state = advance(() => readPrompts(weights, config, ids, rows));
  const drawn = [state.tokens];
  for (let t = 1; t < maxTokens; t++) {
    const before = state;
    state = advance(() => readToken(weights, config, before, width + t - 1, rows, paddingMask));
    drawn.push(state.tokens);
    tf.dispose([before.keys, before.values]);
  }
  const all = tf.stack(drawn, 1);
  tf.dispose([drawn, state.keys, state.values, paddingMask]);
  const values = await all.data();
  all.dispose();
  return cutAtStop(values, rows.batch, maxTokens, request.stopTokens);
}
