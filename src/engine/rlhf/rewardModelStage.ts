/** Stage 2 of InstructGPT as a whole: comparisons are collected round by round, then the reward model learns from them. */
import type { Settings } from '../../experiment/settings';
import type { Model } from '../lm/model';
import { collectComparisons, type Comparison, type ComparisonSources, type RankedResponses } from './comparisons';
import type { World } from './makeWorld';
import { normalizeRewardModel, trainRewardModel, type RewardModelStep } from './rewardModel';
import { demonstrationSequence } from './sft';
import { stageRng, trainingSettings } from './trainingSettings';

/** Demonstrations whose mean score becomes 0. */
const NORMALIZING_DEMONSTRATIONS = 512;

export interface ComparisonStep {
  readonly kind: 'comparisons';
  readonly batch: readonly Comparison[];
  readonly collected: number;
  readonly of: number;
}

/** Collects one round's comparisons; `comparisons` grows by what is collected, from what there is already. */
export async function* comparisonStage(
  sources: ComparisonSources,
  settings: () => Settings,
  comparisons: Comparison[],
  round = 1,
  rng = stageRng(settings().seed, 'comparisons', round),
): AsyncGenerator<ComparisonStep> {
  const of = settings().comparisonPrompts;
  for await (const batch of collectComparisons(sources, settings(), rng, comparisons.length)) {
    comparisons.push(...batch);
    yield { kind: 'comparisons', batch, collected: comparisons.length, of };
  }
}

export type RewardModelStageStep =
  RewardModelStep | { readonly kind: 'normalize'; readonly mean: number; readonly demonstrationScores: Float32Array };

/** Trains on comparisons, of which so many steps are `done` already, then normalizes on demonstrations. */
export async function* rewardModelStage(
  model: Model,
  comparisons: readonly RankedResponses[],
  world: World,
  settings: () => Settings,
  round = 1,
  done = 0,
): AsyncGenerator<RewardModelStageStep> {
  const rng = stageRng(settings().seed, 'rewardModel', round);
  yield* trainRewardModel(model, comparisons, () => trainingSettings(settings()), rng, done);
  const written = world.demonstrations.slice(0, NORMALIZING_DEMONSTRATIONS).map(demonstrationSequence);
  const demonstrationScores = await normalizeRewardModel(model, written);
  const mean = demonstrationScores.reduce((sum, score) => sum + score, 0) / demonstrationScores.length;
  yield { kind: 'normalize', mean, demonstrationScores };
}
