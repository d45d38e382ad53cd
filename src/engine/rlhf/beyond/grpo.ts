/**
 * GRPO, group relative policy optimization (Shao et al. 2024, "DeepSeekMath", equations 3 and 4): PPO without a value
 * network. K responses to the same prompt stand in for it: a response's advantage is how far its score lies above its
 * group's mean, in units of the group's standard deviation, A_i = (r_i − mean r) / (std r + 1e-4), and all its tokens have
 * it. The KL to the reference is not taken off the reward: its estimate k3 is part of the loss,
 * −min(ρA, clip(ρ, 1 ± ε) A) + β k3 at each token.
 *
 * The standard deviation divides by K − 1, as in TRL; a group whose scores are all equal teaches nothing. What is left of
 * the name elsewhere is a choice here: how the tokens' losses are put together (`grpo`: the mean over responses of each
 * one's mean, as in the paper; `tokenMean`: the mean over all tokens, DAPO, Yu et al. 2025; `drGrpo`: the sum over B
 * times the longest length, Dr. GRPO, Liu et al. 2025), and what the scores' distance from the mean is divided by
 * (Dr. GRPO: nothing). One outcome reward a response, no process rewards; the reference stays the fine-tuned model.
 */
import * as tf from '@tensorflow/tfjs-core';
import { maskedMean } from '../../lm/maskedMean';
import type { Rng } from '../../../rng';
import { MAX_RESPONSE } from '../../../world/vocabulary';
import {
  atEveryToken,
  iterationMetrics,
  promptGroups,
  sampleAndScore,
  type Experience,
  type IterationMetrics,
  type IterationSettings,
  type IterationStep,
} from '../iteration';
import { tokenK3 } from '../kl';
import { minibatchRows, updatePolicy, updates, upload } from '../minibatches';
import { policyLoss, type PolicyColumns, type PolicyLoss } from '../ppoLoss';
import { collectRollout, type Networks } from '../rollout';

export type AdvantageScale = 'group' | 'batch' | 'none';
export type Aggregation = 'grpo' | 'tokenMean' | 'drGrpo';

export interface GrpoLossSettings {
  /** ε */
  readonly clipRange: number;
  /** β */
  readonly klCoef: number;
  readonly grpoAggregation: Aggregation;
}

export interface GrpoSettings extends IterationSettings, GrpoLossSettings {
  /** K, responses to each prompt. */
  readonly groupSize: number;
  readonly advantageScale: AdvantageScale;
  readonly ppoEpochs: number;
  /** Of whole groups. */
  readonly minibatches: number;
}

export interface Groups {
  /** [B] */
  readonly advantages: Float32Array;
  /** Of each group's scores. [B/K] each */
  readonly groupMeans: readonly number[];
  readonly groupStds: readonly number[];
}

export interface GrpoExperience extends Experience, Omit<Groups, 'advantages'> {}

export interface GrpoUpdateMetrics {
  readonly policyLoss: number;
  /** The estimate of the KL to the reference that is part of the loss, nats per token. */
  readonly k3: number;
  readonly clipFraction: number;
  readonly approxKl: number;
  readonly ratio: number;
  readonly gradNorm: number;
}

export interface GrpoMetrics extends IterationMetrics, GrpoUpdateMetrics {
  /** Mean over groups of their scores' standard deviation. */
  readonly rewardStd: number;
  /** Share of groups whose scores are all equal. */
  readonly fracRewardZeroStd: number;
}

export type GrpoMicroStep = IterationStep<GrpoExperience, GrpoUpdateMetrics, GrpoMetrics>;

const EPSILON = 1e-4;
/** Scores of identical responses may differ in their last bit. */
const NO_STD = 1e-6;

/** Trains the policy; the settings are read anew in every iteration. */
export async function* trainGrpo(
  networks: Networks,
  settings: () => GrpoSettings,
  rng: Rng,
): AsyncGenerator<GrpoMicroStep> {
  const iterations = settings().ppoIterations;
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const { rolloutBatch, groupSize, advantageScale, ppoEpochs, minibatches, ...sampling } = settings();

    const prompts = promptGroups(rolloutBatch, groupSize, rng, sampling.wordings);
    const rollout = yield* sampleAndScore(collectRollout, networks, prompts, sampling, rng);
    const { scores, logprobs: oldLogprobs, refLogprobs } = rollout;
    const { mask, batch: episodes } = rollout.batch;

    const groups = groupAdvantages(scores, groupSize, advantageScale);
    const advantages = atEveryToken(groups.advantages, mask);
    const experience = { ...rollout, ...groups, advantages };
    yield { kind: 'advantages', experience };

    const rows = minibatchRows(episodes, minibatches, ppoEpochs, rng, groupSize);
    const columns = upload({ mask, oldLogprobs, refLogprobs, advantages }, episodes);
    const updated = yield* updates(experience, columns, rows, (batch, minibatch) => {
      const now = settings();
      return updatePolicy(networks.policy, batch, (logprobs) => grpoLoss(logprobs, minibatch, now), now);
    });
    const metrics = { ...iterationMetrics(experience), ...updated, ...groupMetrics(groups) };
    yield { kind: 'metrics', iteration, iterations, experience, metrics };
  }
}

const mean = (numbers: ArrayLike<number>) => Array.from(numbers).reduce((sum, n) => sum + n, 0) / numbers.length;

/** Divides by n − 1. */
export function standardDeviation(numbers: ArrayLike<number>): number {
  const middle = mean(numbers);
  const squares = Array.from(numbers).reduce((sum, n) => sum + (n - middle) ** 2, 0);
  return Math.sqrt(squares / (numbers.length - 1));
}

/** Advantages of responses within their groups of K in a row; 0 in a group whose scores are all equal. scores [B] */
export function groupAdvantages(scores: Float32Array, groupSize: number, scale: AdvantageScale): Groups {
  const groups = Array.from({ length: scores.length / groupSize }, (_, group) =>
    scores.subarray(group * groupSize, (group + 1) * groupSize),
  );
  const groupMeans = groups.map(mean);
  const groupStds = groups.map(standardDeviation);
  const batchStd = standardDeviation(scores);
  const advantages = scores.map((score, i) => {
    const group = Math.floor(i / groupSize);
    if (groupStds[group] < NO_STD) return 0;
    const distance = score - groupMeans[group];
    return scale === 'none' ? distance : distance / ((scale === 'group' ? groupStds[group] : batchStd) + EPSILON);
  });
  return { advantages, groupMeans, groupStds };
}

export function groupMetrics({ groupStds }: Pick<Groups, 'groupStds'>) {
  return { rewardStd: mean(groupStds), fracRewardZeroStd: mean(groupStds.map((std) => (std < NO_STD ? 1 : 0))) };
}

/** One number of what the valid tokens cost. x, mask [B, T] */
function aggregate(x: tf.Tensor2D, mask: tf.Tensor2D, how: Aggregation, longest: number): tf.Scalar {
  if (how === 'tokenMean') return maskedMean(x, mask);
  const perResponse = tf.sum(tf.mul(x, mask), 1); // [B]
  return tf.mean(tf.div(perResponse, how === 'grpo' ? tf.sum(mask, 1) : longest));
}

/** `longest` is the length that `drGrpo` divides by, tokens. */
export function grpoLoss(
  logprobs: tf.Tensor2D,
  columns: PolicyColumns & { readonly refLogprobs: tf.Tensor2D },
  { clipRange, klCoef, grpoAggregation }: GrpoLossSettings,
  longest = MAX_RESPONSE,
): PolicyLoss & { readonly k3: tf.Scalar } {
  const { refLogprobs, mask } = columns;
  const together = (x: tf.Tensor2D) => aggregate(x, mask, grpoAggregation, longest);
  const clipped = policyLoss(logprobs, columns, clipRange, together);
  const k3 = tokenK3(logprobs, refLogprobs, mask);
  const loss: tf.Scalar = tf.add(clipped.loss, tf.mul(together(k3), klCoef));
  return { ...clipped, loss, k3: maskedMean(k3, mask) };
}
