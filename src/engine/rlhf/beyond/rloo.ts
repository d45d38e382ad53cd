/**
 * RLOO, REINFORCE leave-one-out (Kool et al. 2019; Ahmadian et al. 2024, "Back to Basics"): K responses to a prompt, and
 * what was expected of each is the mean reward of the other K − 1, so that the baseline knows the prompt and yet does not
 * depend on the response: A_i = R_i − mean of the others = K/(K−1) (R_i − mean R).
 *
 * As in `reinforce.ts` a whole response is one action, with R = score − β Σ (log π − log π_ref). The loss is
 * −mean A log π(y), for one step an iteration; or, as in TRL, PPO's clipped loss with the ratio of whole responses,
 * ρ = π(y)/π_old(y), which allows several epochs of minibatches.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Rng } from '../../../rng';
import { atEveryToken, iterationMetrics, promptGroups, sampleAndScore, type IterationStep } from '../iteration';
import { sumPerResponse } from '../sequences';
import { minibatchRows, updatePolicy, updates, upload } from '../minibatches';
import { policyLoss, type PolicyColumns, type PolicyLoss } from '../ppoLoss';
import {
  reinforceLoss,
  type ReinforceMetrics,
  type ReinforceSettings,
  type ReinforceUpdateMetrics,
  type ResponseExperience,
} from './reinforce';
import { tokenRewards } from '../rewards';
import { collectRollout, type Networks } from '../rollout';
import { sequenceLogprobs } from '../sequenceLogprobs';

export interface RlooLossSettings {
  readonly rlooLoss: 'reinforce' | 'clipped';
  /** ε of the clipped loss. */
  readonly clipRange: number;
}

export interface RlooSettings extends ReinforceSettings, RlooLossSettings {
  /** K, responses to each prompt. */
  readonly groupSize: number;
  /** Epochs and minibatches of whole groups, of the clipped loss. */
  readonly ppoEpochs: number;
  readonly minibatches: number;
}

export interface RlooUpdateMetrics extends ReinforceUpdateMetrics {
  readonly clipFraction: number;
  readonly approxKl: number;
  readonly ratio: number;
}

export type RlooMicroStep = IterationStep<ResponseExperience, RlooUpdateMetrics, ReinforceMetrics & RlooUpdateMetrics>;

/** Trains the policy; the settings are read anew in every iteration. */
export async function* trainRloo(
  networks: Networks,
  settings: () => RlooSettings,
  rng: Rng,
): AsyncGenerator<RlooMicroStep> {
  const iterations = settings().ppoIterations;
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const { rolloutBatch, groupSize, klCoef, rlooLoss: form, ppoEpochs, minibatches, ...sampling } = settings();

    const prompts = promptGroups(rolloutBatch, groupSize, rng, sampling.wordings);
    const rollout = yield* sampleAndScore(collectRollout, networks, prompts, sampling, rng);
    const { scores, logprobs: oldLogprobs } = rollout;
    const { mask, batch: episodes } = rollout.batch;

    const rewards = tokenRewards({ ...rollout, mask }, klCoef);
    yield { kind: 'klPenalty', rollout, scores, rewards };

    const responseRewards = sumPerResponse(rewards, mask, episodes);
    const baselines = leaveOneOutBaselines(responseRewards, groupSize);
    const advantages = responseRewards.map((reward, i) => reward - baselines[i]);
    const experience = { ...rollout, rewards, responseRewards, baselines, advantages: atEveryToken(advantages, mask) };
    yield { kind: 'advantages', experience };

    const [epochs, parts] = form === 'clipped' ? [ppoEpochs, minibatches] : [1, 1];
    const columns = upload({ mask, oldLogprobs, advantages }, episodes);
    const rows = minibatchRows(episodes, parts, epochs, rng, groupSize);
    const updated = yield* updates(experience, columns, rows, (batch, minibatch) => {
      const now = settings();
      const lossOf = (logprobs: tf.Tensor2D) => rlooLoss(logprobs, minibatch, { ...now, rlooLoss: form });
      return updatePolicy(networks.policy, batch, lossOf, now);
    });
    const metrics = { ...iterationMetrics(experience), ...updated };
    yield { kind: 'metrics', iteration, iterations, experience, metrics };
  }
}

/** The mean of the other rewards in each one's group of K in a row. rewards [B] → [B] */
export function leaveOneOutBaselines(rewards: Float32Array, groupSize: number): Float32Array {
  return rewards.map((own, i) => {
    const first = i - (i % groupSize);
    const sum = rewards.subarray(first, first + groupSize).reduce((total, reward) => total + reward, 0);
    return (sum - own) / (groupSize - 1);
  });
}

/** logprobs, oldLogprobs, mask [B, T], advantages of whole responses [B, 1] */
export function rlooLoss(
  logprobs: tf.Tensor2D,
  { oldLogprobs, advantages, mask }: PolicyColumns,
  { rlooLoss: form, clipRange }: RlooLossSettings,
): PolicyLoss {
  const whole = sequenceLogprobs(logprobs, mask);
  const columns = { oldLogprobs: sequenceLogprobs(oldLogprobs, mask), advantages, mask: tf.onesLike(advantages) };
  const clipped = policyLoss(whole, columns, clipRange);
  return form === 'clipped' ? clipped : { ...clipped, loss: reinforceLoss(whole, advantages) };
}
