/** The networks of this world: GPT-2 with its vocabulary and context, with or without a scalar head, and PPO's four. */
import type { Size } from '../../experiment/names';
import type { Settings } from '../../experiment/settings';
import { Rng } from '../../rng';
import { CONTEXT, VOCABULARY } from '../../world/vocabulary';
import { gptConfig, type GptConfig } from '../lm/config';
import { createModel } from '../lm/createModel';
import { initialParameters, transferParameters } from '../lm/layout';
import type { Model } from '../lm/model';
import type { ActorCritic } from './rollout';

export function worldConfig(size: Size, scalarHead = false): GptConfig {
  return gptConfig(size, VOCABULARY.length, CONTEXT, scalarHead);
}

export function languageModel(size: Size, parameters: Float32Array): Model {
  return createModel(worldConfig(size), parameters);
}

export function scalarModel(size: Size, parameters: Float32Array): Model {
  return createModel(worldConfig(size, true), parameters);
}

export function randomParameters(size: Size, seed: number): Float32Array {
  return initialParameters(worldConfig(size), new Rng(seed).fork('weights'));
}

/** Parameters of a language model with a scalar head that begins at 0. */
export function withScalarHead(size: Size, parameters: Float32Array): Float32Array {
  const config = worldConfig(size);
  return transferParameters(config, parameters, { ...config, scalarHead: true });
}

/** What PPO's networks begin with; a language model's weights are without a scalar head. */
export interface PpoWeights {
  readonly policy: Float32Array;
  readonly reference: Float32Array;
  readonly rewardModel: Float32Array;
  /** Absent: the reward model's (InstructGPT, appendix C.4). */
  readonly value?: Float32Array;
}

/** PPO's four networks; with a shared trunk policy and value network are one, whose scalar head begins at 0. */
export function ppoNetworks(
  { size, rewardModelSize, sharedTrunk }: Pick<Settings, 'size' | 'rewardModelSize' | 'sharedTrunk'>,
  weights: PpoWeights,
): ActorCritic {
  const policy = sharedTrunk
    ? scalarModel(size, withScalarHead(size, weights.policy))
    : languageModel(size, weights.policy);
  return {
    policy,
    referencePolicy: languageModel(size, weights.reference),
    rewardModel: scalarModel(rewardModelSize, weights.rewardModel),
    valueNetwork: sharedTrunk ? policy : scalarModel(rewardModelSize, weights.value ?? weights.rewardModel),
  };
}

/** Frees the networks, each once. */
export function disposeNetworks({ policy, referencePolicy, rewardModel, valueNetwork }: ActorCritic): void {
  for (const network of new Set([policy, referencePolicy, rewardModel, valueNetwork])) network.dispose();
}
