/**
 * What the algorithms share that train a policy on comparisons alone, without a reward model and without rollouts: epochs
 * over shuffled minibatches, the log-probabilities of whole responses (sums over their tokens, the end token included)
 * under the policy and under the frozen reference, and one AdamW step a minibatch. They differ in what one element of a
 * minibatch is, in the loss, and in what they report: that is an `OfflineAlgorithm`.
 */
import * as tf from '@tensorflow/tfjs-core';
import { warmupConstant } from '../../lm/adamw';
import { consume, finite, readAll } from '../../lm/read';
import type { Rng } from '../../../rng';
import type { OptimizerSettings } from '../pretrain';
import type { Networks } from '../rollout';
import { sequenceLogprobs } from '../sequenceLogprobs';
import { batchesOfEpochs, sequenceBatch, type Sequence } from '../sequences';

export interface OfflineSettings {
  readonly offlineEpochs: number;
  /** Elements of a minibatch. */
  readonly offlineBatch: number;
  /** Warmed up over 5 % of the steps, then constant. */
  readonly offlineLr: number;
  readonly optimizer: OptimizerSettings;
}

/** Log-probabilities of whole responses before an update, row by row, nats. [rows] each */
export interface RowLogprobs {
  readonly logprobs: Float32Array;
  readonly refLogprobs: Float32Array;
}

/** `E` is one element of a minibatch, `S` what the loss is set by, `M` what is reported of a minibatch. */
export interface OfflineAlgorithm<E, S, M> {
  /** The rows of a minibatch: the sequences whose log-probabilities the loss reads, its own answers or any others. */
  readonly rows: (minibatch: readonly E[]) => Sequence[];
  /** logRatios: log π − log π_ref of each row [rows, 1] */
  readonly loss: (logRatios: tf.Tensor2D, minibatch: readonly E[], settings: S) => tf.Scalar;
  readonly metrics: (read: RowLogprobs, minibatch: readonly E[], settings: S) => M;
}

export interface OfflineMetrics {
  readonly loss: number;
  readonly gradNorm: number;
  readonly learningRate: number;
}

export type OfflineStep<E, M> =
  | { readonly kind: 'batch'; readonly minibatch: readonly E[] }
  | ({
      readonly kind: 'update';
      readonly step: number;
      readonly steps: number;
      readonly minibatch: readonly E[];
      readonly metrics: OfflineMetrics & M;
    } & RowLogprobs);

/** Trains the policy; the settings are read anew at each step. */
export async function* trainOffline<E, S extends OfflineSettings, M>(
  algorithm: OfflineAlgorithm<E, S, M>,
  networks: Pick<Networks, 'policy' | 'referencePolicy'>,
  elements: readonly E[],
  settings: () => S,
  rng: Rng,
): AsyncGenerator<OfflineStep<E, M>> {
  const { offlineEpochs, offlineBatch } = settings();
  for (const { batch: minibatch, step, steps } of batchesOfEpochs(elements, offlineEpochs, offlineBatch, rng)) {
    yield { kind: 'batch', minibatch };
    const now = settings();
    const learningRate = now.offlineLr * warmupConstant(step, steps);
    const updated = await update(algorithm, networks, minibatch, now, learningRate);
    yield { kind: 'update', step: step + 1, steps, minibatch, ...updated };
  }
}

async function update<E, S extends OfflineSettings, M>(
  { rows, loss, metrics }: OfflineAlgorithm<E, S, M>,
  { policy, referencePolicy }: Pick<Networks, 'policy' | 'referencePolicy'>,
  minibatch: readonly E[],
  settings: S,
  learningRate: number,
) {
  const batch = sequenceBatch(rows(minibatch));
  const mask = tf.tensor2d(batch.mask, [batch.batch, batch.time]);
  const said = await referencePolicy.forward(batch, ['logprobs']);
  const refLogprobs = consume(said, ({ logprobs }) => sequenceLogprobs(logprobs, mask));
  const terms = await policy.backward(batch, ['logprobs'], (heads) => {
    const logprobs = sequenceLogprobs(heads.logprobs, mask); // [rows, 1]
    return { loss: loss(tf.sub(logprobs, refLogprobs), minibatch, settings), logprobs };
  });
  mask.dispose();
  const gradNorm = policy.step({ ...settings.optimizer, learningRate, weightDecay: 0 });
  const { loss: lossRead, gradNorm: normRead, ...read } = await readAll({ ...terms, refLogprobs, gradNorm });
  const scalars = finite({ loss: lossRead[0], gradNorm: normRead[0] });
  return { ...read, metrics: { ...scalars, ...metrics(read, minibatch, settings), learningRate } };
}
