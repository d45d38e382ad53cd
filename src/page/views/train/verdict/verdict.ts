/** What a run came to: the numbers that its stage is trained for, before and now, and whether the difference is sure. */
import type { MetricName } from '../../../../experiment/metrics';
import type { TrainedStage } from '../../../../experiment/names';
import type { Curves } from '../../../store/run/pageModel';
import { RECENT_POINTS } from '../../../store/run/series';
import { changeOf, errorOfDifference, sureDirection, type Change } from './change';

/**
 * `same`: what was seen may be chance, so nothing can be said to have been learned; `unknown`: without errors, as in runs
 * that an older page saved, nobody can tell.
 */
export type Outcome = 'better' | 'same' | 'worse' | 'unknown';

export interface Verdict {
  readonly outcome: Outcome;
  /** What decides the outcome. */
  readonly main: Change;
  /** One standard error of the difference that decides; null where it is not known. */
  readonly error: number | null;
  /** What else changed, as far as it was measured. */
  readonly beside: readonly Change[];
}

interface Aim {
  readonly metric: MetricName;
  /** Whether more of it is better. */
  readonly more: boolean;
  /** Points at the end whose mean counts, at most: PPO measures each on answers of its own, the others on the same texts. */
  readonly last: number;
  /** What guessing reaches; without it, what the run began with is what counts. */
  readonly chance?: number;
  readonly beside: readonly MetricName[];
}

const AIMS = {
  pretrain: { metric: 'perplexity', more: false, last: 1, beside: [] },
  sft: { metric: 'goldReward', more: true, last: 1, beside: ['heldOutLoss'] },
  rewardModel: { metric: 'heldOutAccuracy', more: true, last: 1, chance: 0.5, beside: [] },
  ppo: { metric: 'goldReward', more: true, last: RECENT_POINTS, beside: ['proxyReward', 'kl'] },
} as const satisfies Record<TrainedStage, Aim>;

/** Null while the run has measured too little to compare. */
export function verdictOf(stage: TrainedStage, curves: Curves): Verdict | null {
  const { metric, more, last, beside, chance }: Aim = AIMS[stage];
  const main = changeOf(curves, metric, last);
  if (!main) return null;
  // Chance is known exactly.
  const from = chance === undefined ? main.from : { value: chance, error: 0 };
  const error = errorOfDifference(from, main.to);
  const outcome = outcomeInDirection(sureDirection({ from, to: main.to }), more);
  return { outcome, main, error, beside: beside.flatMap((each) => changeOf(curves, each, last) ?? []) };
}

function outcomeInDirection(direction: ReturnType<typeof sureDirection>, more: boolean): Outcome {
  if (direction === null) return 'unknown';
  if (direction === 0) return 'same';
  return (direction === 1) === more ? 'better' : 'worse';
}
