/**
 * Stage 3 of InstructGPT: PPO against the reward model with a per-token KL penalty to the fine-tuned model, mixed with
 * the pretraining gradient (PPO-ptx, InstructGPT equation 2).
 *
 * Different from the paper: constant learning rates without warm-up, no average of weights, and β and γ_ptx on the scale
 * of this world's rewards. The value network is separate and starts as the reward model; a shared trunk is an option.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Model, TokenBatch } from '../lm/model';
import { readScalars } from '../lm/read';
import type { Rng } from '../rng';
import { chatPrompt } from '../world/promptFormats';
import { samplePrompt, type Prompt } from '../world/prompts';
import { explainedVariance, gae, whiten, type Advantages } from './advantages';
import { maskedMeanOf, meanPerResponse } from './maskedMean';
import { policyLoss, valueLoss } from './ppoLoss';
import { sampleWindows, type OptimizerSettings } from './pretrain';
import { scoreSequences } from './rewardModel';
import { penalizeMissingEos, tokenRewards } from './rewards';
import { collectRollout, type Networks, type Rollout } from './rollout';
import { takeRows } from '../lm/rows';
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

/** An iteration's data as they come to be; every column is [B·T]. */
export interface Experience extends Rollout, Advantages {
  /** [B] */
  readonly scores: Float32Array;
  readonly rewards: Float32Array;
  /** Whitened over the iteration's tokens. */
  readonly whitened: Float32Array;
}

export interface UpdateMetrics {
  readonly policyLoss: number;
  readonly valueLoss: number;
  readonly clipFraction: number;
  readonly approxKl: number;
  readonly ratio: number;
  /** Norms before clipping. */
  readonly gradNorm: number;
  readonly valueGradNorm: number;
  /** Cross entropy on the corpus, nats per token; absent without ptx. */
  readonly ptxLoss?: number;
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
      readonly metrics: UpdateMetrics;
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

    const scores = await scoreRollout(networks.rewardModel, rollout, missingEosPenalty);
    yield { kind: 'score', rollout, scores };

    const { mask, time } = rollout.batch;
    const rewards = tokenRewards({ ...rollout, mask, scores }, klCoef);
    yield { kind: 'klPenalty', rollout, scores, rewards };

    const { advantages, returns } = gae({ rewards, values: rollout.values, mask, time }, gamma, lambda);
    const experience = { ...rollout, scores, rewards, advantages, returns, whitened: whiten(advantages, mask) };
    yield { kind: 'advantages', experience };

    const updates: UpdateMetrics[] = [];
    const batches = minibatchRows(rolloutBatch, minibatches, ppoEpochs, rng);
    for (const rows of batches) {
      updates.push(await update(networks, experience, rows, corpus, settings(), rng));
      const metrics = updates[updates.length - 1];
      yield { kind: 'update', experience, update: updates.length, of: batches.length, metrics };
    }
    yield { kind: 'metrics', iteration, iterations, experience, metrics: iterationMetrics(experience, updates) };
  }
}

/** The rows of every minibatch of every epoch: each epoch visits each episode once, in a new order. */
export function minibatchRows(episodes: number, minibatches: number, epochs: number, rng: Rng): number[][] {
  const rows = Array.from({ length: episodes }, (_, row) => row);
  const size = Math.max(1, Math.floor(episodes / minibatches));
  return Array.from({ length: epochs }, () => inBatches(rng.shuffle(rows), size)).flat();
}

/** The reward model's scores of a rollout's responses. [B] */
async function scoreRollout(
  rewardModel: Model,
  { prompts, responses }: Rollout,
  penalty: number,
): Promise<Float32Array> {
  const sequences = responses.map(({ tokens }, i) => ({
    prompt: chatPrompt(prompts[i]?.text ?? ''),
    response: tokens,
  }));
  const scores = await scoreSequences(rewardModel, sequences, sequences.length);
  return penalizeMissingEos(
    scores,
    responses.map(({ ended }) => ended),
    penalty,
  );
}

/** Rows of an iteration's columns, [B·T] each. */
export interface Minibatch {
  readonly batch: TokenBatch;
  readonly mask: Float32Array;
  readonly oldLogprobs: Float32Array;
  readonly advantages: Float32Array;
  readonly oldValues: Float32Array;
  readonly returns: Float32Array;
}

function minibatch({ batch, logprobs, whitened, values, returns }: Experience, rows: readonly number[]): Minibatch {
  const { time } = batch;
  const take = <A extends Float32Array | Int32Array>(column: A) => takeRows(column, rows, time);
  return {
    batch: { inputs: take(batch.inputs), targets: take(batch.targets), batch: rows.length, time },
    mask: take(batch.mask),
    oldLogprobs: take(logprobs),
    advantages: take(whitened),
    oldValues: take(values),
    returns: take(returns),
  };
}

/**
 * Gathers the gradients of one minibatch: those of PPO and of pretraining in the same buffer (InstructGPT, appendix
 * C.4), and the value loss's too when policy and value network share their trunk. The terms belong to the caller.
 */
export function gatherGradients(
  { policy, valueNetwork }: Pick<Networks, 'policy' | 'valueNetwork'>,
  { batch, ...columns }: Minibatch,
  ptxWindows: TokenBatch | null,
  settings: Pick<PpoSettings, 'clipRange' | 'valueClipRange' | 'valueCoef' | 'temperature' | 'ptxCoef'>,
): Record<'policyLoss' | 'clipFraction' | 'approxKl' | 'ratio' | 'valueLoss', tf.Scalar> & { ptxLoss?: tf.Scalar } {
  const { clipRange, valueClipRange, valueCoef, temperature, ptxCoef } = settings;
  const column = (name: keyof typeof columns) => tf.tensor2d(columns[name], [batch.batch, batch.time]);
  const { loss, ...policyTerms } = policy.backward(
    batch,
    ['logprobs'],
    ({ logprobs }) => {
      const given = { oldLogprobs: column('oldLogprobs'), advantages: column('advantages'), mask: column('mask') };
      return policyLoss(logprobs, given, clipRange);
    },
    temperature,
  );
  const value = valueNetwork.backward(batch, ['values'], ({ values }) => {
    const given = { oldValues: column('oldValues'), returns: column('returns'), mask: column('mask') };
    const { loss: error } = valueLoss(values, given, valueClipRange);
    return { error, loss: tf.mul<tf.Scalar>(error, valueNetwork === policy ? valueCoef : 1) };
  });
  value.loss.dispose();
  const terms = { ...policyTerms, policyLoss: loss, valueLoss: value.error };
  if (!ptxWindows) return terms;
  return { ...terms, ptxLoss: policy.backwardCrossEntropy(ptxWindows, undefined, ptxCoef) };
}

/** One minibatch: all its gradients are taken in one step. */
async function update(
  networks: Networks,
  experience: Experience,
  rows: readonly number[],
  corpus: Uint16Array,
  settings: PpoSettings,
  rng: Rng,
): Promise<UpdateMetrics> {
  const { policy, valueNetwork } = networks;
  const { ptxCoef, ptxBatch, policyLr, valueLr } = settings;
  const ptxWindows = ptxCoef > 0 ? sampleWindows(corpus, ptxBatch, rng) : null;
  const terms = gatherGradients(networks, minibatch(experience, rows), ptxWindows, settings);
  const optimizer = { ...settings.optimizer, weightDecay: 0 };
  const gradNorm = policy.step({ ...optimizer, learningRate: policyLr });
  const valueGradNorm =
    valueNetwork === policy ? tf.clone(gradNorm) : valueNetwork.step({ ...optimizer, learningRate: valueLr });
  return readScalars({ ...terms, gradNorm, valueGradNorm } as Record<keyof UpdateMetrics, tf.Scalar>);
}

function iterationMetrics(experience: Experience, updates: readonly UpdateMetrics[]): IterationMetrics {
  const { batch, scores, rewards, entropy, kl, values, returns, responses } = experience;
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
  const perResponse = (column: Float32Array) => meanPerResponse(column, batch.mask, responses.length);
  const names = Object.keys(updates[0] ?? {}) as (keyof UpdateMetrics)[];
  const means = Object.fromEntries(names.map((name) => [name, mean(updates.map((metrics) => metrics[name] ?? 0))]));
  return {
    ...(means as unknown as UpdateMetrics),
    proxyReward: mean([...scores]),
    totalReward: perResponse(rewards),
    kl: perResponse(kl),
    entropy: maskedMeanOf(entropy, batch.mask),
    explainedVariance: explainedVariance(values, returns, batch.mask),
    responseLength: mean(responses.map(({ tokens }) => tokens.length)),
    endedShare: mean(responses.map(({ ended }) => (ended ? 1 : 0))),
  };
}
