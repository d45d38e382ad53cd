/**
 * Stage 3 of InstructGPT: PPO against the reward model with a per-token KL penalty to the fine-tuned model, mixed with
 * the pretraining gradient (PPO-ptx, InstructGPT equation 2).
 *
 * Different from the paper: constant learning rates without warm-up, no average of weights, and β and γ_ptx on the scale
 * of this world's rewards. The value network is separate and starts as the reward model; a shared trunk is an option.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Rng } from '../rng';
import { samplePrompt, type Prompt } from '../world/prompts';
import { explainedVariance, gae, whiten, type Advantages } from './advantages';
import { maskedMeanOf, meanPerResponse } from './maskedMean';
import {
  readUpdate,
  readUpdates,
  takeColumns,
  update,
  uploadColumns,
  type UpdateMetrics,
  type UpdateTerms,
} from './ppoUpdate';
import type { OptimizerSettings } from './pretrain';
import { penalizeMissingEos, tokenRewards } from './rewards';
import { collectRollout, type Networks, type Rollout } from './rollout';
import { inBatches } from './sequences';

export interface PpoSettings {
  readonly ppoIterations: number;
  /** Episodes an iteration. */
  readonly rolloutBatch: number;
  readonly ppoEpochs: number;
  readonly minibatches: number;
  readonly policyLr: number;
  readonly valueLr: number;
  /** β */
  readonly klCoef: number;
  /** ε */
  readonly clipRange: number;
  /** In units of reward; 0 = no clipping. */
  readonly valueClipRange: number;
  readonly gamma: number;
  readonly lambda: number;
  /** γ_ptx; 0 = PPO without the pretraining gradient. */
  readonly ptxCoef: number;
  /** Windows of the corpus in every minibatch. */
  readonly ptxBatch: number;
  readonly temperature: number;
  readonly missingEosPenalty: number;
  /** Weight of the value loss in a shared trunk. */
  readonly valueCoef: number;
  readonly optimizer: OptimizerSettings;
}

/** An iteration's data as they come to be, `scores` less the penalty for a missing end; every column is [B·T]. */
export interface Experience extends Rollout, Advantages {
  readonly rewards: Float32Array;
  /** Whitened over the iteration's tokens. */
  readonly whitened: Float32Array;
}

export interface IterationMetrics extends UpdateMetrics {
  /** Mean score of the responses. */
  readonly proxyReward: number;
  /** Mean over responses of the sum of their tokens' rewards. */
  readonly totalReward: number;
  /** Exact KL(π ‖ π_ref), nats per response. */
  readonly kl: number;
  readonly entropy: number;
  readonly explainedVariance: number;
  readonly responseLength: number;
  readonly endedShare: number;
}

export type PpoMicroStep =
  | { readonly kind: 'prompts'; readonly prompts: readonly Prompt[] }
  | { readonly kind: 'rollout'; readonly rollout: Rollout }
  | { readonly kind: 'score'; readonly rollout: Rollout; readonly scores: Float32Array }
  | {
      readonly kind: 'klPenalty';
      readonly rollout: Rollout;
      readonly scores: Float32Array;
      readonly rewards: Float32Array;
    }
  | { readonly kind: 'advantages'; readonly experience: Experience }
  | {
      readonly kind: 'update';
      readonly experience: Experience;
      readonly update: number;
      readonly of: number;
      /** Reads the update's numbers, while the generator rests here. */
      readonly metrics: () => Promise<UpdateMetrics>;
    }
  | {
      readonly kind: 'metrics';
      readonly iteration: number;
      readonly iterations: number;
      readonly experience: Experience;
      readonly metrics: IterationMetrics;
    };

/** Trains the policy (and the value network); the settings are read anew in every iteration. */
export async function* trainPpo(
  networks: Networks,
  corpus: Uint16Array,
  settings: () => PpoSettings,
  rng: Rng,
): AsyncGenerator<PpoMicroStep> {
  const iterations = settings().ppoIterations;
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const { rolloutBatch, temperature, klCoef, missingEosPenalty, gamma, lambda, ppoEpochs, minibatches } = settings();

    const prompts = Array.from({ length: rolloutBatch }, () => samplePrompt(rng, 'train'));
    yield { kind: 'prompts', prompts };

    const rollout = await collectRollout(networks, prompts, temperature, rng);
    yield { kind: 'rollout', rollout };

    const ended = rollout.responses.map((response) => response.ended);
    const scores = penalizeMissingEos(rollout.scores, ended, missingEosPenalty);
    yield { kind: 'score', rollout, scores };

    const { mask, time } = rollout.batch;
    const rewards = tokenRewards({ ...rollout, mask, scores }, klCoef);
    yield { kind: 'klPenalty', rollout, scores, rewards };

    const { advantages, returns } = gae({ rewards, values: rollout.values, mask, time }, gamma, lambda);
    const experience = { ...rollout, scores, rewards, advantages, returns, whitened: whiten(advantages, mask) };
    yield { kind: 'advantages', experience };

    const minibatchesOfAll = minibatchRows(rolloutBatch, minibatches, ppoEpochs, rng);
    const columns = uploadColumns(experience);
    const updates: UpdateTerms[] = [];
    try {
      for (const rows of minibatchesOfAll) {
        const taken = takeColumns(columns, rows);
        const minibatch = { ...rollout.batch, batch: rows.length, rows };
        const terms = update(networks, minibatch, taken, corpus, settings(), rng);
        updates.push(terms);
        tf.dispose(taken);
        const [done, of] = [updates.length, minibatchesOfAll.length];
        yield { kind: 'update', experience, update: done, of, metrics: () => readUpdate(terms) };
      }
      const metrics = iterationMetrics(experience, await readUpdates(updates));
      yield { kind: 'metrics', iteration, iterations, experience, metrics };
    } finally {
      tf.dispose([columns, updates]);
    }
  }
}

/** The rows of every minibatch of every epoch: each epoch visits each episode once, in a new order. */
export function minibatchRows(episodes: number, minibatches: number, epochs: number, rng: Rng): Int32Array[] {
  const rows = Array.from({ length: episodes }, (_, row) => row);
  const size = Math.max(1, Math.floor(episodes / minibatches));
  const epoch = () => inBatches(rng.shuffle(rows), size).map((chosen) => Int32Array.from(chosen));
  return Array.from({ length: epochs }, epoch).flat();
}

function iterationMetrics(experience: Experience, updates: UpdateMetrics): IterationMetrics {
  const { batch, scores, rewards, entropy, kl, values, returns, responses } = experience;
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
  const perResponse = (column: Float32Array) => meanPerResponse(column, batch.mask, responses.length);
  return {
    ...updates,
    proxyReward: mean([...scores]),
    totalReward: perResponse(rewards),
    kl: perResponse(kl),
    entropy: maskedMeanOf(entropy, batch.mask),
    explainedVariance: explainedVariance(values, returns, batch.mask),
    responseLength: mean(responses.map(({ tokens }) => tokens.length)),
    endedShare: mean(responses.map(({ ended }) => (ended ? 1 : 0))),
  };
}
