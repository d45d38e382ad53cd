/**
 * DPO, direct preference optimization (Rafailov et al. 2023, equation 7): the policy itself learns the labelers' rankings,
 * without reward model and without rollouts. The policy that is best against a reward r under a KL penalty β satisfies
 * r = β (log π − log π_ref) + a constant of the prompt, so a policy carries an implicit reward, and the reward model's
 * loss becomes one of the policy: −log σ(β h), with h = (log π − log π_ref)(y_w) − (log π − log π_ref)(y_l). Sums over a
 * response's tokens, its end token included.
 *
 * The paper has one pair a prompt; here, as for InstructGPT's reward model, all C(K,2) pairs of a prompt's ranked responses
 * are one element of the batch, so each response needs only one forward pass, and pairs of identical responses are dropped.
 *
 * Two variants. Label smoothing ε takes a share ε of the rankings to be wrong (cDPO, Mitchell 2023):
 * −(1−ε) log σ(βh) − ε log σ(−βh). IPO (Azar et al. 2023, equation 17): (h − 1/2β)², which stops where the margin is
 * 1/2β instead of pushing it on; h is the sum over tokens as in the paper, where TRL divides it by the response's length.
 */
import * as tf from '@tensorflow/tfjs-core';
import { warmupConstant } from '../../lm/adamw';
import type { Model } from '../../lm/model';
import { finite, readAll } from '../../lm/read';
import type { Rng } from '../../../rng';
import { comparisonSequences, type Comparison } from '../comparisons';
import { countPairs, pairMargins, pairwiseLoss, pairWeights, rankedPairs, type Ranking } from '../pairwiseLoss';
import type { OptimizerSettings } from '../pretrain';
import { sequenceLogprobs } from '../sequenceLogprobs';
import { batchCount, inBatches, sequenceBatch } from '../sequences';

export interface DpoLossSettings {
  readonly dpoLoss: 'sigmoid' | 'ipo';
  /** β */
  readonly dpoBeta: number;
  /** ε, of the sigmoid loss alone; 0 = the rankings are right. */
  readonly dpoLabelSmoothing: number;
}

export interface DpoSettings extends DpoLossSettings {
  readonly dpoEpochs: number;
  /** Prompts in a batch, each with all its responses. */
  readonly dpoBatchPrompts: number;
  /** Warmed up over 5 % of the steps, then constant. */
  readonly dpoLr: number;
  readonly optimizer: OptimizerSettings;
}

/** Means over the pairs of a batch, before its update. */
export interface PairMetrics {
  /** Implicit rewards β (log π − log π_ref) of the better and of the worse response. */
  readonly rewardChosen: number;
  readonly rewardRejected: number;
  readonly rewardMargin: number;
  /** Share of pairs that the implicit rewards order like the labelers. */
  readonly rewardAccuracy: number;
  /** log π of whole responses, nats; both may fall, as long as their distance grows. */
  readonly logprobChosen: number;
  readonly logprobRejected: number;
}

/** Of a batch without any pair, its loss and gradient are 0 and nothing is told of pairs. */
export interface DpoMetrics extends Partial<PairMetrics> {
  readonly loss: number;
  readonly gradNorm: number;
  readonly learningRate: number;
}

export type DpoStep =
  | { readonly kind: 'batch'; readonly comparisons: readonly Comparison[] }
  | {
      readonly kind: 'update';
      readonly step: number;
      readonly steps: number;
      readonly comparisons: readonly Comparison[];
      /** Implicit rewards before the update, prompt by prompt. [P·K] */
      readonly rewards: Float32Array;
      readonly metrics: DpoMetrics;
    };

/**
 * Trains the policy on comparisons; the settings are read anew at each step. An epoch takes each once but for those that do
 * not fill a last batch, which are others in every epoch.
 */
export async function* trainDpo(
  policy: Model,
  referencePolicy: Model,
  comparisons: readonly Comparison[],
  settings: () => DpoSettings,
  rng: Rng,
): AsyncGenerator<DpoStep> {
  const { dpoEpochs, dpoBatchPrompts } = settings();
  const steps = dpoEpochs * batchCount(comparisons.length, dpoBatchPrompts);
  let step = 0;
  for (let epoch = 0; epoch < dpoEpochs; epoch++) {
    for (const batch of inBatches(rng.shuffle(comparisons), dpoBatchPrompts)) {
      yield { kind: 'batch', comparisons: batch };
      const now = settings();
      const learningRate = now.dpoLr * warmupConstant(step, steps);
      const updated = await update(policy, referencePolicy, batch, now, learningRate);
      yield { kind: 'update', step: ++step, steps, comparisons: batch, ...updated };
    }
  }
}

/** The loss of log ratios log π − log π_ref of whole responses. logRatios [P, K], weights of the pairs [P, K, K] */
export function dpoLoss(
  logRatios: tf.Tensor2D,
  weights: tf.Tensor3D,
  { dpoLoss, dpoBeta, dpoLabelSmoothing: smoothing }: DpoLossSettings,
): tf.Scalar {
  if (dpoLoss === 'ipo') {
    const beyond = tf.sub(pairMargins(logRatios), 1 / (2 * dpoBeta));
    return tf.sum(tf.mul(weights, tf.square(beyond)));
  }
  const rewards: tf.Tensor2D = tf.mul(logRatios, dpoBeta);
  const asRanked = pairwiseLoss(rewards, weights);
  if (smoothing === 0) return asRanked;
  const reversed = pairwiseLoss(tf.neg(rewards), weights);
  return tf.add(tf.mul(asRanked, 1 - smoothing), tf.mul(reversed, smoothing));
}

/** What a batch's pairs say; null without a pair. logprobs and implicit rewards of whole responses [P·K], rows as wide as the largest K. */
export function pairMetrics(
  prompts: readonly Ranking[],
  logprobs: Float32Array,
  rewards: Float32Array,
  width: number,
): PairMetrics | null {
  const { pairs, right, margin } = countPairs(prompts, rewards, width);
  if (pairs === 0) return null;
  const mean = (values: Float32Array, side: 0 | 1) =>
    prompts
      .flatMap((prompt, p) => rankedPairs(prompt).map((pair) => values[p * width + pair[side]]))
      .reduce((sum, value) => sum + value, 0) / pairs;
  return {
    rewardChosen: mean(rewards, 0),
    rewardRejected: mean(rewards, 1),
    rewardMargin: margin / pairs,
    rewardAccuracy: right / pairs,
    logprobChosen: mean(logprobs, 0),
    logprobRejected: mean(logprobs, 1),
  };
}

async function update(
  policy: Model,
  referencePolicy: Model,
  comparisons: readonly Comparison[],
  settings: DpoSettings,
  learningRate: number,
) {
  const prompts = comparisons.length;
  const width = Math.max(...comparisons.map(({ responses }) => responses.length));
  const batch = sequenceBatch(comparisons.flatMap(comparisonSequences));
  const mask = tf.tensor2d(batch.mask, [batch.batch, batch.time]);
  const reference = tf.tidy(() => sequenceLogprobs(referencePolicy.forward(batch, ['logprobs']).logprobs, mask));
  const terms = policy.backward(batch, ['logprobs'], (heads) => {
    const logprobs = sequenceLogprobs(heads.logprobs, mask); // [P·K, 1]
    const weights = tf.tensor3d(pairWeights(comparisons, width), [prompts, width, width]);
    return { loss: dpoLoss(tf.reshape(tf.sub(logprobs, reference), [prompts, width]), weights, settings), logprobs };
  });
  mask.dispose();
  const gradNorm = policy.step({ ...settings.optimizer, learningRate, weightDecay: 0 });
  const read = await readAll({ ...terms, reference, gradNorm });
  const scalars = finite({ loss: read.loss[0], gradNorm: read.gradNorm[0] });
  const rewards = read.logprobs.map((logprob, i) => settings.dpoBeta * (logprob - read.reference[i]));
  return { rewards, metrics: { ...scalars, ...pairMetrics(comparisons, read.logprobs, rewards, width), learningRate } };
}
