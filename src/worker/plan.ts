/** How many iterations a stage will take, before it has begun. */
import { SIZES, SPEAKERS, type StageName } from '../names';
import { PROMPTS_AT_ONCE, type Comparison } from '../rlhf/comparisons';
import { batchCount } from '../rlhf/sequences';
import type { Settings } from '../settings';

/** The rounds whose comparisons a reward model learns, and those of them that are still to be collected. */
export function roundsOfComparisons(
  round: number,
  byRound: ReadonlyMap<number, readonly Comparison[]>,
): { readonly known: readonly Comparison[]; readonly toCollect: readonly number[] } {
  const rounds = Array.from({ length: round }, (_, i) => i + 1);
  return {
    known: rounds.flatMap((each) => (each === round ? [] : (byRound.get(each) ?? []))),
    toCollect: rounds.filter((each) => each === round || (each === 1 && !byRound.has(each))),
  };
}

/** Rankings of the simulated labelers that a reward model learns in this round. */
export function simulatedRankings(
  { comparisonPrompts }: Settings,
  round: number,
  byRound: ReadonlyMap<number, readonly Comparison[]>,
): number {
  const { known, toCollect } = roundsOfComparisons(round, byRound);
  return known.length + toCollect.length * comparisonPrompts;
}

export function plannedIterations(
  stage: StageName,
  settings: Settings,
  round: number,
  byRound: ReadonlyMap<number, readonly Comparison[]>,
  /** Rankings of the learner's own. */
  own = 0,
): number {
  switch (stage) {
    case 'pretrain':
      return settings.pretrainSteps;
    case 'sft':
      return settings.sftEpochs * batchCount(settings.demonstrations, settings.sftBatch);
    case 'rewardModel': {
      const { comparisonPrompts, rmEpochs, rmBatchPrompts } = settings;
      const { toCollect } = roundsOfComparisons(round, byRound);
      const total = simulatedRankings(settings, round, byRound) + own;
      const collecting = toCollect.length * Math.ceil(comparisonPrompts / PROMPTS_AT_ONCE);
      return collecting + rmEpochs * batchCount(total, rmBatchPrompts) + 1;
    }
    case 'ppo':
      return settings.ppoIterations;
    case 'evaluate':
      return SPEAKERS.length * (settings.evaluateAllSizes ? SIZES.length : 1);
    default:
      return stage satisfies never;
  }
}
