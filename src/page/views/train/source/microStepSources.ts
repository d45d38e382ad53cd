/** Which functions of our own compute each micro-step: the file under `src/engine/`, and the name. */
import type { MicroStepKind } from '../../../../protocol/microSteps';
import type { TrainedStage } from '../../../../experiment/names';

export interface SourcePlace {
  readonly file: string;
  readonly name: string;
}

function at(file: string, ...names: readonly string[]): readonly SourcePlace[] {
  return names.map((name) => ({ file, name }));
}

const CROSS_ENTROPY = [...at('lm/crossEntropy.ts', 'crossEntropy'), ...at('lm/maskedMean.ts', 'maskedMean')];

/** The functions that compute each kind of micro-step. */
export type MicroStepSources<S extends TrainedStage> = Readonly<Record<MicroStepKind<S>, readonly SourcePlace[]>>;

export const MICRO_STEP_SOURCES: { readonly [S in TrainedStage]: MicroStepSources<S> } = {
  pretrain: {
    batch: at('rlhf/pretrain.ts', 'sampleWindows', 'windowsAt'),
    update: CROSS_ENTROPY,
  },
  sft: {
    batch: at('rlhf/sft.ts', 'demonstrationSequence'),
    update: [...CROSS_ENTROPY, ...at('rlhf/sequences.ts', 'sequenceBatch')],
  },
  rewardModel: {
    comparisons: at('rlhf/comparisons.ts', 'compare', 'collectComparisons'),
    batch: at('rlhf/pairwiseLoss.ts', 'rankedPairs', 'pairWeights'),
    update: at('rlhf/pairwiseLoss.ts', 'pairwiseLoss', 'logSigmoid', 'pairMargins', 'rankedPairs'),
    normalize: at('rlhf/rewardModel.ts', 'normalizeRewardModel'),
  },
  ppo: {
    prompts: at('rlhf/iteration.ts', 'promptGroups'),
    rollout: [
      ...at('lm/plain/sampler.ts', 'sampleTokens', 'gumbelNoise'),
      ...at('rlhf/rollout.ts', 'collectCriticRollout', 'policyColumns'),
    ],
    score: [...at('rlhf/sequences.ts', 'atLastPlace'), ...at('rlhf/rewards.ts', 'penalizeMissingEos')],
    klPenalty: [...at('rlhf/rewards.ts', 'tokenRewards'), ...at('rlhf/kl.ts', 'k1')],
    advantages: at('rlhf/advantages.ts', 'gae', 'whiten', 'whiteningOf'),
    update: [...at('rlhf/ppoLoss.ts', 'policyLoss', 'valueLoss'), ...at('rlhf/ppoUpdate.ts', 'gatherGradients')],
    metrics: [
      ...at('rlhf/iteration.ts', 'iterationMetrics'),
      ...at('rlhf/rewards.ts', 'tokenRewards'),
      ...at('rlhf/ppoUpdate.ts', 'gatherGradients'),
    ],
  },
};
