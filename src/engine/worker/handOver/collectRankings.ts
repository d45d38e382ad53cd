/** The rankings that stage 2 learns from, collected for a file where stage 2 has not collected them here. */
import type { TrainedStage } from '../../../experiment/names';
import { FileError } from '../../../formats/safetensors';
import { comparisonStage, type Comparison } from '../../rlhf/comparisons';
import { languageModel } from '../../rlhf/networks';
import { roundsOfComparisons } from '../stages/plan';
import type { Shared } from '../stages/shared';

export interface CollectedRankings {
  readonly comparisons: readonly Comparison[];
  /** Whether stage 2 of this round learned from them, or they were collected now. */
  readonly learned: boolean;
}

/**
 * Those of all rounds up to the present one. What is not there is drawn as stage 2 would draw it now: by the present models,
 * settings and seed. Yields the fraction that is done. Throws `FileError` where the models are missing.
 */
export async function* collectRankings({
  stageWeights,
  settings,
  worlds,
  round,
}: Shared): AsyncGenerator<number, CollectedRankings> {
  const byRound = stageWeights.comparisons;
  const { known, toCollect } = roundsOfComparisons(round, byRound);
  const here = byRound.get(round);
  if (here) return { comparisons: [...known, ...here], learned: true };
  const parametersOf = async (stage: TrainedStage) => {
    const parameters = await stageWeights.parametersOf(stage);
    if (!parameters) throw new FileError('Answers to rank need a base model and a fine-tuned model: train them first.');
    return parameters;
  };
  const collected: Comparison[] = [];
  for (const each of toCollect) {
    const policy = languageModel(settings.size, await parametersOf(each === 1 ? 'sft' : 'ppo'));
    const base = languageModel(settings.size, await parametersOf('pretrain'));
    const part: Comparison[] = [];
    try {
      const sources = { policy, base, labelers: worlds.of(settings).labelers };
      for await (const step of comparisonStage(sources, () => settings, part, each)) {
        yield (collected.length + step.collected) / (toCollect.length * step.of);
      }
    } finally {
      policy.dispose();
      base.dispose();
    }
    collected.push(...part);
  }
  return { comparisons: [...known, ...collected], learned: false };
}
