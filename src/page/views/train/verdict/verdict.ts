/** What a run came to: the numbers that its stage is trained for, before and now, and whether the difference is sure. */
import type { MetricName } from '../../../../experiment/metrics';
import type { TrainedStage } from '../../../../experiment/names';
import type { Curves } from '../../../store/run/pageModel';
import { RECENT_POINTS } from '../../../store/run/series';
import { changeOf, errorOfDifference, sureDirection, type Change } from './change';

/** `same`: what was seen may be chance, so nothing can be said to have been learned. */
export type Outcome = 'better' | 'same' | 'worse';

export interface Verdict {
  readonly outcome: Outcome;
  /** What decides the outcome. */
  readonly main: Change;
  /** One standard error of the difference that decides; 0 where it is not known. */
  readonly error: number;
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
  const from = chance === undefined ? main.from : { value: chance, error: null };
  const direction = sureDirection({ from, to: main.to });
  const outcome = direction === 0 ? 'same' : (direction === 1) === more ? 'better' : 'worse';
  const error = errorOfDifference(from, main.to);
  return { outcome, main, error, beside: beside.flatMap((each) => changeOf(curves, each, last) ?? []) };
}
