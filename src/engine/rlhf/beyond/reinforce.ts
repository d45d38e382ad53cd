/**
 * REINFORCE (Williams 1992, theorem 1): the gradient of the expected reward is E[(R − b) ∇ log π(y)], whatever the
 * baseline b, so one step follows the log-probability of what was better than expected.
 *
 * A whole response is one action: R is the reward model's score less β (log π − log π_ref), summed over its tokens, and
 * log π(y) is the sum over its tokens. The baseline is the mean of the iteration's responses, and what remains is divided by
 * their standard deviation. One step an iteration, since after it the responses are no longer the policy's own.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Rng } from '../../../rng';
import { maskedMoments, whiten } from '../advantages';
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
import { sumPerResponse } from '../sequences';
import { minibatchRows, updatePolicy, updates, upload } from '../minibatches';
import { tokenRewards } from '../rewards';
import { collectRollout, type Networks } from '../rollout';
import { sequenceLogprobs } from '../sequenceLogprobs';

export interface ReinforceSettings extends IterationSettings {
  /** β */
  readonly klCoef: number;
}

/** An iteration in which every response is one action. */
export interface ResponseExperience extends Experience {
  readonly rewards: Float32Array;
  /** R, what each response earned in all, and what was expected of it. [B] each */
  readonly responseRewards: Float32Array;
  readonly baselines: Float32Array;
}

export interface ReinforceUpdateMetrics {
  readonly policyLoss: number;
  readonly gradNorm: number;
}

export interface ReinforceMetrics extends IterationMetrics, ReinforceUpdateMetrics {}

export type ReinforceMicroStep = IterationStep<ResponseExperience, ReinforceUpdateMetrics, ReinforceMetrics>;

/** Trains the policy; the settings are read anew in every iteration. */
export async function* trainReinforce(
  networks: Networks,
  settings: () => ReinforceSettings,
  rng: Rng,
): AsyncGenerator<ReinforceMicroStep> {
  const iterations = settings().ppoIterations;
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const { rolloutBatch, klCoef, ...sampling } = settings();

    const prompts = promptGroups(rolloutBatch, 1, rng, sampling.wordings);
    const rollout = yield* sampleAndScore(collectRollout, networks, prompts, sampling, rng);
    const { scores } = rollout;
    const { mask, batch: episodes } = rollout.batch;

    const rewards = tokenRewards({ ...rollout, mask }, klCoef);
    yield { kind: 'klPenalty', rollout, scores, rewards };

    const responseRewards = sumPerResponse(rewards, mask, episodes);
    const all = new Float32Array(episodes).fill(1);
    const baselines = all.map(() => maskedMoments(responseRewards, all).mean);
    const whitened = whiten(responseRewards, all);
    const experience = { ...rollout, rewards, responseRewards, baselines, advantages: atEveryToken(whitened, mask) };
    yield { kind: 'advantages', experience };

    const columns = upload({ mask, advantages: whitened }, episodes);
    const updated = yield* updates(experience, columns, minibatchRows(episodes, 1, 1, rng), (batch, minibatch) =>
      updatePolicy(
        networks.policy,
        batch,
        (logprobs) => ({ loss: reinforceLoss(sequenceLogprobs(logprobs, minibatch.mask), minibatch.advantages) }),
        settings(),
      ),
    );
    yield {
      kind: 'metrics',
      iteration,
      iterations,
      experience,
      metrics: { ...iterationMetrics(experience), ...updated },
    };
  }
}

/** −mean A log π(y) over responses. log π(y), A [B, 1] */
export function reinforceLoss(sequenceLogprobs: tf.Tensor2D, advantages: tf.Tensor2D): tf.Scalar {
  return tf.neg(tf.mean(tf.mul(advantages, sequenceLogprobs)));
}
