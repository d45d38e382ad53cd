/**
 * What the algorithms that learn from rollouts share: an iteration's micro-steps, of which prompts, rollout and score are
 * equal in all of them, and the metrics at its end. PPO, GRPO, RLOO, REINFORCE and rejection sampling
 * differ in what they make of the scores and in the loss.
 */
import type { Rng } from '../../rng';
import type { Prompt } from '../../world/prompt';
import { samplePrompt } from '../../world/prompts';
import { maskedMeanOf, meanPerResponse } from './sequences';
import type { OptimizerSettings } from './pretrain';
import { penalizeMissingEos } from './rewards';
import type { Networks, Rollout } from './rollout';

/** The settings that all of them read. */
export interface IterationSettings {
  readonly ppoIterations: number;
  /** Episodes an iteration; of those in groups as many whole groups as fit. */
  readonly rolloutBatch: number;
  /** In how many wordings the prompts come; 1 unless given. */
  readonly wordings?: number;
  readonly temperature: number;
  readonly missingEosPenalty: number;
  readonly policyLr: number;
  readonly optimizer: OptimizerSettings;
}

/** An iteration's data as they come to be, `scores` less the penalty for a missing end; every column is [B·T]. */
export interface Experience extends Rollout {
  /** What each token earns, where the KL penalty is part of it. */
  readonly rewards?: Float32Array;
  /** How much better than expected each token was; equal at all tokens of a response that counts as one action. */
  readonly advantages: Float32Array;
}

export interface IterationMetrics {
  /** Mean score of the responses. */
  readonly proxyReward: number;
  /** Mean over responses of the sum of their tokens' rewards, where tokens have any. */
  readonly totalReward?: number;
  /** Exact KL(π ‖ π_ref), nats per response. */
  readonly kl: number;
  readonly entropy: number;
  readonly responseLength: number;
  readonly endedShare: number;
}

type SampleStep<R extends Rollout> =
  | { readonly kind: 'prompts'; readonly prompts: readonly Prompt[] }
  | { readonly kind: 'rollout'; readonly rollout: R }
  | { readonly kind: 'score'; readonly rollout: R; readonly scores: Float32Array };

export interface UpdateStep<E extends Experience, UpdateNumbers> {
  readonly kind: 'update';
  readonly experience: E;
  /** The episodes of the minibatch. */
  readonly rows: Int32Array;
  readonly update: number;
  readonly of: number;
  /** Reads the update's numbers, while the generator rests here. */
  readonly metrics: () => Promise<UpdateNumbers>;
}

/** `UpdateNumbers` are those of one update, `M` the metrics of a whole iteration. */
export type IterationStep<E extends Experience, UpdateNumbers, M extends IterationMetrics> =
  | SampleStep<Rollout>
  | {
      readonly kind: 'klPenalty';
      readonly rollout: Rollout;
      readonly scores: Float32Array;
      readonly rewards: Float32Array;
    }
  | { readonly kind: 'advantages'; readonly experience: E }
  | UpdateStep<E, UpdateNumbers>
  | {
      readonly kind: 'metrics';
      readonly iteration: number;
      readonly iterations: number;
      readonly experience: E;
      readonly metrics: M;
    };

/** Prompts for that many episodes: each `groupSize` times in a row, in as many whole groups as fit, at least one. */
export function promptGroups(episodes: number, groupSize: number, rng: Rng, wordings?: number): Prompt[] {
  const groups = Math.max(1, Math.floor(episodes / groupSize));
  return Array.from({ length: groups }, () => samplePrompt(rng, 'train', wordings)).flatMap((prompt) =>
    Array.from({ length: groupSize }, () => prompt),
  );
}

/**
 * The first three micro-steps: prompts, the policy's responses, their scores less the penalty for a missing end. `collect`
 * makes the rollout: `collectRollout`, or `collectCriticRollout` where there is a critic.
 */
export async function* sampleAndScore<N extends Networks, R extends Rollout>(
  collect: (networks: N, prompts: readonly Prompt[], temperature: number, rng: Rng) => Promise<R>,
  networks: N,
  prompts: readonly Prompt[],
  { temperature, missingEosPenalty }: Pick<IterationSettings, 'temperature' | 'missingEosPenalty'>,
  rng: Rng,
): AsyncGenerator<SampleStep<R>, R> {
  yield { kind: 'prompts', prompts };

  const rollout = await collect(networks, prompts, temperature, rng);
  yield { kind: 'rollout', rollout };

  const ended = rollout.responses.map((response) => response.ended);
  const scores = penalizeMissingEos(rollout.scores, ended, missingEosPenalty);
  yield { kind: 'score', rollout, scores };
  return { ...rollout, scores };
}

export function iterationMetrics(experience: Experience): IterationMetrics {
  const { batch, scores, rewards, entropy, kl, responses } = experience;
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
  const perResponse = (column: Float32Array) => meanPerResponse(column, batch.mask, responses.length);
  return {
    proxyReward: mean([...scores]),
    ...(rewards && { totalReward: perResponse(rewards) }),
    kl: perResponse(kl),
    entropy: maskedMeanOf(entropy, batch.mask),
    responseLength: mean(responses.map(({ tokens }) => tokens.length)),
    endedShare: mean(responses.map(({ ended }) => (ended ? 1 : 0))),
  };
}

/** What each response has, at every place of its tokens; 0 elsewhere. perResponse [B] → [B·T] */
export function atEveryToken(perResponse: Float32Array, mask: Float32Array): Float32Array {
  const time = mask.length / perResponse.length;
  return mask.map((valid, i) => (valid === 1 ? perResponse[Math.floor(i / time)] : 0));
}
