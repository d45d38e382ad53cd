/** What a stage needs and how many iterations it will take, before it has begun. */
import type { Lessons } from '../../../protocol/label';
import { SIZES, SPEAKERS, type StageName, type TrainedStage } from '../../../experiment/names';
import { PROMPTS_AT_ONCE, type Comparison } from '../../rlhf/comparisons';
import { batchCount } from '../../rlhf/sequences';
import type { Settings } from '../../../experiment/settings';

/** The weights that a stage cannot begin without. */
export const NEEDS: Readonly<Record<StageName, readonly TrainedStage[]>> = {
  pretrain: [],
  sft: ['pretrain'],
  rewardModel: ['pretrain', 'sft'],
  ppo: ['sft', 'rewardModel'],
  evaluate: ['pretrain'],
};

/** What a reward model learns that is there already, and the rounds whose comparisons are still to be collected. */
export interface RoundsOfComparisons {
  readonly known: readonly Comparison[];
  readonly toCollect: readonly number[];
}

export function roundsOfComparisons(
  round: number,
  byRound: ReadonlyMap<number, readonly Comparison[]>,
): RoundsOfComparisons {
  const rounds = Array.from({ length: round }, (_, i) => i + 1);
  return {
    known: rounds.flatMap((each) => (each === round ? [] : (byRound.get(each) ?? []))),
    toCollect: rounds.filter((each) => each === round || (each === 1 && !byRound.has(each))),
  };
}

/** Iterations that collect comparisons. */
export function collectingIterations({ comparisonPrompts }: Settings, toCollect: readonly number[]): number {
  return toCollect.length * Math.ceil(comparisonPrompts / PROMPTS_AT_ONCE);
}

/** Rankings of the simulated labelers that a reward model learns. */
function simulatedRankings({ comparisonPrompts }: Settings, { known, toCollect }: RoundsOfComparisons): number {
  return known.length + toCollect.length * comparisonPrompts;
}

/** What a reward model learns from that is begun now; of people's rankings, `imported` came from files. */
export function lessonsOf(settings: Settings, rounds: RoundsOfComparisons, own: number, imported: number): Lessons {
  const simulated = simulatedRankings(settings, rounds);
  return { simulated, own, weight: settings.ownLabelWeight, ...(imported > 0 && { imported }) };
}

/** Collecting, training, and at the end the normalization; `own` are the learner's rankings. */
export function rewardModelIterations(settings: Settings, rounds: RoundsOfComparisons, own: number): number {
  const { rmEpochs, rmBatchPrompts } = settings;
  const total = simulatedRankings(settings, rounds) + own;
  return collectingIterations(settings, rounds.toCollect) + rmEpochs * batchCount(total, rmBatchPrompts) + 1;
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
    case 'rewardModel':
      return rewardModelIterations(settings, roundsOfComparisons(round, byRound), own);
    case 'ppo':
      return settings.ppoIterations;
    case 'evaluate':
      return SPEAKERS.length * (settings.evaluateAllSizes ? SIZES.length : 1);
    default:
      return stage satisfies never;
  }
}
