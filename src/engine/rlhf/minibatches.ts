/**
 * The updates of an iteration: each takes some rows of what was collected, picked on the device, and the numbers of all
 * of them are read together when the last one is done.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LossTerms, Model, TokenBatch } from '../lm/model';
import { readScalars } from '../lm/read';
import { mapValues } from '../../mapValues';
import type { Rng } from '../../rng';
import { checkFirstRatio } from './invariants';
import type { Experience, UpdateStep } from './iteration';
import type { OptimizerSettings } from './pretrain';

/** Numbers of every episode on the device, or of a minibatch's rows: [B, T], or [B, 1] where an episode has one. */
type Columns<K extends string> = Readonly<Record<K, tf.Tensor2D>>;

/** An update's numbers, still on the device. */
type Scalars<T> = { readonly [K in keyof T]: tf.Scalar };

/** An update's numbers, read. */
type Numbers<T> = { readonly [K in keyof T]: number };

/** Consecutive parts whose sizes differ by one item at most; a part for each item where there are fewer items than parts. */
function inParts<T>(items: readonly T[], parts: number): T[][] {
  const count = Math.min(parts, items.length);
  const start = (part: number) => Math.ceil((part * items.length) / count);
  return Array.from({ length: count }, (_, part) => items.slice(start(part), start(part + 1)));
}

/**
 * The rows of every minibatch of every epoch: each epoch visits each episode once, in a new order. Groups of episodes
 * stay together. Where the minibatches do not divide the groups, some have one group more than others; where there are
 * fewer groups, each is a minibatch.
 */
export function minibatchRows(
  episodes: number,
  minibatches: number,
  epochs: number,
  rng: Rng,
  groupSize = 1,
): Int32Array[] {
  const groups = Array.from({ length: episodes / groupSize }, (_, group) => group);
  const rowsOf = (group: number) => Array.from({ length: groupSize }, (_, i) => group * groupSize + i);
  const epoch = () =>
    inParts(rng.shuffle(groups), minibatches).map((chosen) => Int32Array.from(chosen.flatMap(rowsOf)));
  return Array.from({ length: epochs }, epoch).flat();
}

/** Uploads what all minibatches of an iteration share, [B·T] or [B] each; the tensors belong to the caller. */
export function upload<K extends string>(columns: Readonly<Record<K, Float32Array>>, rows: number): Columns<K> {
  return mapValues(columns, (column) => tf.tensor2d(column, [rows, column.length / rows]));
}

/** A minibatch's rows of the columns, picked on the device. */
export function takeColumns<K extends string>(columns: Columns<K>, rows: Int32Array): Columns<K> {
  const chosen = tf.tensor1d(rows, 'int32');
  const taken = mapValues(columns, (column) => tf.gather(column, chosen));
  chosen.dispose();
  return taken;
}

/**
 * Takes the updates one by one and returns the means of their numbers, each over the updates that have it. The columns, which are used up, and the minibatches
 * are of these tokens: the experience's, unless others are given.
 */
export async function* updates<
  E extends Experience,
  K extends string,
  T extends Scalars<T> & { readonly ratio?: tf.Scalar },
>(
  experience: E,
  columns: Columns<K>,
  minibatches: readonly Int32Array[],
  update: (batch: TokenBatch, columns: Columns<K>) => Promise<T>,
  tokens: TokenBatch = experience.batch,
): AsyncGenerator<UpdateStep<E, Numbers<T>>, Numbers<T>> {
  const done: T[] = [];
  try {
    for (const rows of minibatches) {
      const taken = takeColumns(columns, rows);
      const terms = await update({ ...tokens, batch: rows.length, rows }, taken);
      done.push(terms);
      tf.dispose(taken);
      const of = minibatches.length;
      yield { kind: 'update', experience, rows, update: done.length, of, metrics: () => readUpdate(terms) };
    }
    const numbers = await readUpdates(done);
    const { ratio } = numbers[0];
    if (ratio !== undefined) checkFirstRatio(ratio);
    return meanNumbers(numbers);
  } finally {
    tf.dispose([columns, done]);
  }
}

/** One step of the policy along the gradient of a loss of its log-probabilities. The terms belong to the caller. */
export async function updatePolicy<T extends LossTerms<T>>(
  policy: Model,
  batch: TokenBatch,
  lossOf: (logprobs: tf.Tensor2D) => T,
  settings: { readonly policyLr: number; readonly temperature: number; readonly optimizer: OptimizerSettings },
): Promise<Omit<T, 'loss'> & { readonly policyLoss: tf.Scalar; readonly gradNorm: tf.Scalar }> {
  const { policyLr: learningRate, temperature, optimizer } = settings;
  const terms = await policy.backward(batch, ['logprobs'], ({ logprobs }) => lossOf(logprobs), temperature);
  const gradNorm = policy.step({ ...optimizer, learningRate, weightDecay: 0 });
  const { loss: policyLoss, ...others } = terms;
  return { ...others, policyLoss, gradNorm };
}

/** The numbers of one update; its tensors stay. */
export function readUpdate<T extends Scalars<T>>(terms: T): Promise<Numbers<T>> {
  return readScalars(mapValues(terms, (term: tf.Scalar) => tf.clone(term)));
}

/** The numbers of all of an iteration's updates, in one readback; the tensors are disposed. */
export async function readUpdates<T extends Scalars<T>>(updates: readonly T[]): Promise<Numbers<T>[]> {
  const nameIn = (name: string, i: number) => `${name} of update ${i + 1}`;
  const named = updates.flatMap((terms, i) =>
    Object.entries<tf.Scalar>(terms).map(([name, term]) => [nameIn(name, i), term] as const),
  );
  const read: Readonly<Record<string, number>> = await readScalars(Object.fromEntries(named));
  return updates.map((terms, i) => mapValues(terms, (_, name) => read[nameIn(name, i)]));
}

/** The mean of each number over the updates that have it; a number that none has is absent. */
export function meanNumbers<N extends { readonly [K in keyof N]?: number }>(updates: readonly N[]): N {
  const names = new Set(updates.flatMap((numbers) => Object.keys(numbers) as (keyof N)[]));
  const mean = (name: keyof N) => {
    const known = updates.flatMap((numbers) => numbers[name] ?? []);
    return known.reduce((sum, number) => sum + number, 0) / known.length;
  };
  return Object.fromEntries([...names].map((name) => [name, mean(name)])) as N;
}
