/** Comparisons by labelers whom no training met, and what they say of the pool. */
import { collectComparisons, type Comparison } from '../../src/engine/rlhf/comparisons';
import { stageRng } from '../../src/rng';
import { pairsOfAnswers, pairsOfComparisons } from '../../src/engine/rlhf/evaluation/verdictPairs';
import { agreement, rewardModelCeiling } from '../../src/world/labelerFigures';
import type { Pipeline } from '../pipeline';
import type { Study } from '../reproduce/study';

const HELD_OUT_PROMPTS = 256;

export async function heldOutComparisons(study: Study, pipeline: Pipeline): Promise<Comparison[]> {
  const { world, settings } = pipeline;
  const sources = { policy: await pipeline.sft(), base: await pipeline.base(), labelers: world.heldOutLabelers };
  const some = { ...settings, comparisonPrompts: HELD_OUT_PROMPTS };
  const comparisons: Comparison[] = [];
  for await (const batch of collectComparisons(sources, some, stageRng(study.seed, 'held-out comparisons')))
    comparisons.push(...batch);
  return comparisons;
}

/** How alike two labelers order two answers of the fine-tuned model, and what the best reward model could reach. */
export async function poolFigures(study: Study, pipeline: Pipeline, heldOut: readonly Comparison[]) {
  const sft = await pipeline.sft();
  const [first, second] = [await study.judged(sft), await study.judged(sft, 'chat', { stream: 'second sample' })];
  return {
    agreement: agreement(pipeline.world.labelers, pairsOfAnswers(first, second)),
    ceiling: rewardModelCeiling(pipeline.world.heldOutLabelers, pairsOfComparisons(heldOut)),
  };
}
