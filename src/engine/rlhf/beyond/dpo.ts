/**
 * DPO, direct preference optimization (Rafailov et al. 2023, equation 7): the policy itself learns the labelers' rankings,
 * without reward model and without rollouts. The policy that is best against a reward r under a KL penalty β satisfies
 * r = β (log π − log π_ref) + a constant of the prompt, so a policy carries an implicit reward, and the reward model's
 * loss becomes one of the policy: −log σ(β h), with h = (log π − log π_ref)(y_w) − (log π − log π_ref)(y_l). Sums over a
 * response's tokens, its end token included. The loop is that of all algorithms on comparisons (`offline.ts`).
 *
 * The paper has one pair a prompt; here, as for InstructGPT's reward model, all C(K,2) pairs of a prompt's ranked responses
 * are one element of the batch, so each response needs only one forward pass, and pairs of identical responses are dropped.
 *
 * Two variants. Label smoothing ε takes a share ε of the rankings to be wrong (cDPO, Mitchell 2023):
 * −(1−ε) log σ(βh) − ε log σ(−βh). IPO (Azar et al. 2023, equation 17): (h − 1/2β)², which stops where the margin is
 * 1/2β instead of pushing it on; h is the sum over tokens as in the paper, where TRL divides it by the response's length.
 */
import * as tf from '@tensorflow/tfjs-core';
import { comparisonSequences, type Comparison } from '../comparisons';
import { countPairs, pairMargins, pairwiseLoss, pairWeights, rankedPairs, type Ranking } from '../pairwiseLoss';
import type { OfflineAlgorithm, OfflineMetrics, OfflineSettings } from './offline';

export interface DpoLossSettings {
  readonly dpoLoss: 'sigmoid' | 'ipo';
  /** β */
  readonly dpoBeta: number;
  /** ε, of the sigmoid loss alone; 0 = the rankings are right. */
  readonly dpoLabelSmoothing: number;
}

/** One element of a minibatch is a prompt with all its responses. */
export interface DpoSettings extends DpoLossSettings, OfflineSettings {}

/** Means over the pairs of a minibatch, before its update. */
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

const widest = (comparisons: readonly Comparison[]) =>
  Math.max(...comparisons.map(({ responses }) => responses.length));

/** A minibatch without any pair has loss and gradient 0, and no metrics of pairs. */
export const DPO: OfflineAlgorithm<Comparison, DpoLossSettings, Partial<PairMetrics>> = {
  rows: (comparisons) => comparisons.flatMap(comparisonSequences),
  loss: (logRatios, comparisons, settings) => {
    const [prompts, width] = [comparisons.length, widest(comparisons)];
    const weights = tf.tensor3d(pairWeights(comparisons, width), [prompts, width, width]);
    return dpoLoss(tf.reshape(logRatios, [prompts, width]), weights, settings);
  },
  metrics: ({ logprobs, refLogprobs }, comparisons, { dpoBeta }) => {
    const rewards = logprobs.map((logprob, row) => dpoBeta * (logprob - refLogprobs[row]));
    return { ...pairMetrics(comparisons, logprobs, rewards, widest(comparisons)) };
  },
};

export type DpoMetrics = OfflineMetrics & Partial<PairMetrics>;

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
