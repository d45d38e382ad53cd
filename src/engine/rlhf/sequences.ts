/**
 * Prompts and responses as rows of one batch: prompt, response, then padding on the right to a fixed width. Place t of a
 * row predicts its token t + 1; `mask` is 1 where that token belongs to the response (its end token included), so that a
 * response's log-probabilities, values and rewards all lie at the place *before* the token that they speak of.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { TokenBatch } from '../lm/model';
import type { Rng } from '../../rng';
import { oneHot } from '../lm/oneHot';
import { MAX_RESPONSE, PAD } from '../../world/vocabulary';

/** The longest chat prompt has 20 tokens; with the longest response a row has 44. */
export const ROW_WIDTH = 20 + MAX_RESPONSE;

export interface Sequence {
  /** Token ids, chat markers included. */
  readonly prompt: readonly number[];
  /** Token ids, the end token included if there is one. */
  readonly response: readonly number[];
}

export interface SequenceBatch extends TokenBatch {
  /** 1 where the target is a token of the response. [B·T] */
  readonly mask: Float32Array;
  /** The place at which each row's last token is read. [B] */
  readonly lastPlace: Int32Array;
  readonly lengths: Int32Array;
}

export function sequenceBatch(sequences: readonly Sequence[], time = ROW_WIDTH): SequenceBatch {
  const batch = sequences.length;
  const inputs = new Int32Array(batch * time).fill(PAD);
  const targets = new Int32Array(batch * time).fill(PAD);
  const mask = new Float32Array(batch * time);
  const lastPlace = new Int32Array(batch);
  const lengths = Int32Array.from(sequences, ({ prompt, response }) => prompt.length + response.length);
  sequences.forEach(({ prompt, response }, row) => {
    const tokens = [...prompt, ...response];
    if (tokens.length > time) throw new Error(`A row holds at most ${time} tokens, got ${tokens.length}.`);
    inputs.set(tokens, row * time);
    targets.set(tokens.slice(1), row * time);
    mask.fill(1, row * time + prompt.length - 1, row * time + tokens.length - 1);
    lastPlace[row] = tokens.length - 1;
  });
  return { inputs, targets, batch, time, lengths, mask, lastPlace };
}

/** Scores of whole sequences: the scalar head at the last token. values [B, T] → [B] */
export function atLastPlace(
  values: tf.Tensor2D,
  { lastPlace, time }: Pick<SequenceBatch, 'lastPlace' | 'time'>,
): tf.Tensor1D {
  return tf.sum(tf.mul(values, oneHot(lastPlace, time)), 1);
}

/** How many whole batches there are; too few items for one make one smaller batch. */
export function batchCount(items: number, size: number): number {
  return items === 0 ? 0 : Math.floor(items / Math.min(size, items));
}

/** Consecutive batches of one size; what is left over is dropped, so that every batch has one shape. */
export function inBatches<T>(items: readonly T[], size: number): T[][] {
  const whole = Math.min(size, items.length);
  return Array.from({ length: batchCount(items.length, size) }, (_, i) => items.slice(i * whole, (i + 1) * whole));
}

/**
 * The batches of some epochs, each of which shuffles the items anew: it takes each once, but for those that do not fill a
 * last batch, which are others in every epoch. The first `done` batches are left out; `rng` stands where it stood before
 * the first of all, since every epoch is shuffled again. `step` counts from 0.
 */
export function* batchesOfEpochs<T>(
  items: readonly T[],
  epochs: number,
  size: number,
  rng: Rng,
  done = 0,
): Generator<{ readonly batch: readonly T[]; readonly step: number; readonly steps: number }> {
  const steps = epochs * batchCount(items.length, size);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const batch of inBatches(rng.shuffle(items), size)) {
      if (step >= done) yield { batch, step, steps };
      step++;
    }
  }
}

/** Mean over the valid tokens of a batch, Σ x·m / Σ m, for charts; the tensor form, for losses, is `lm/maskedMean.ts`. */
export function maskedMeanOf(x: ArrayLike<number>, mask: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    if (mask[i] === 1) sum += x[i];
    count += mask[i];
  }
  return sum / count;
}

/** Mean over responses of the sum over their valid tokens, as for nats per response. x, mask [B·T] */
export function meanPerResponse(x: ArrayLike<number>, mask: ArrayLike<number>, responses: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) if (mask[i] === 1) sum += x[i];
  return sum / responses;
}

/** Sum over each response's valid tokens. x, mask [B·T] → [B] */
export function sumPerResponse(x: ArrayLike<number>, mask: ArrayLike<number>, responses: number): Float32Array {
  const time = x.length / responses;
  return Float32Array.from({ length: responses }, (_, row) => {
    let sum = 0;
    for (let i = row * time; i < (row + 1) * time; i++) if (mask[i] === 1) sum += x[i];
    return sum;
  });
}
