/** The weights of every stage in this session: where they came from, and the comparisons collected so far. */
import { gptConfig, type GptConfig } from '../lm/config';
import type { Origin, TrainedStage } from '../protocol';
import type { Comparison } from '../rlhf/comparisons';
import type { Settings, Size } from '../settings';
import { CONTEXT, VOCABULARY } from '../world/vocabulary';

export interface StageWeights {
  readonly parameters: Float32Array;
  readonly origin: Origin;
}

/** The file in which each stage's weights are kept. */
export const FILE_NAMES = {
  pretrain: 'base',
  sft: 'sft',
  rewardModel: 'reward-model',
  ppo: 'policy',
} as const satisfies Record<TrainedStage, string>;

/** The size of the network that a stage trains. */
export function sizeOf(stage: TrainedStage, settings: Settings): Size {
  return stage === 'rewardModel' ? settings.rewardModelSize : settings.size;
}

export function configOf(stage: TrainedStage, settings: Settings): GptConfig {
  return gptConfig(sizeOf(stage, settings), VOCABULARY.length, CONTEXT, stage === 'rewardModel');
}

export class Trainees {
  private readonly weights = new Map<TrainedStage, StageWeights>();
  /** What was collected in each round. */
  readonly comparisons = new Map<number, readonly Comparison[]>();

  get(stage: TrainedStage): StageWeights | undefined {
    return this.weights.get(stage);
  }

  set(stage: TrainedStage, parameters: Float32Array, origin: Origin): void {
    this.weights.set(stage, { parameters, origin });
  }

  forget(stage: TrainedStage): void {
    this.weights.delete(stage);
  }
}
