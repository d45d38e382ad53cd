/** A round of ranking and PPO as it ended, so that there is a way back from the next one. */
import type { Lessons } from '../../../protocol/label';
import type { Size } from '../../../experiment/names';
import type { ProgressByStage } from './stageProgress';
import type { OriginatedWeights, StageWeights } from '../stages/stageWeights';

/** What every round trains. */
export const ROUND_STAGES = ['rewardModel', 'ppo'] as const;
type RoundStage = (typeof ROUND_STAGES)[number];

interface Ended {
  readonly stage: RoundStage;
  readonly weights: OriginatedWeights | null;
  readonly iteration: number;
  readonly iterations: number;
}

export interface EndedRound {
  readonly stages: readonly Ended[];
  readonly rewardModelSize: Size;
  readonly lessons: Lessons | null;
  /** With (true) and without the pretraining gradient: how the policy was trained. */
  readonly ptxOfPolicy: readonly boolean[];
  /** Absent in what older pages saved. */
  readonly policyLessons?: Lessons | null;
  /** What PPO began with; null: the SFT model. */
  readonly start: OriginatedWeights | null;
}

/** The present round as it stands, also in the middle of a run. */
export async function endRound(
  stageWeights: StageWeights,
  progress: ProgressByStage,
  rewardModelSize: Size,
  start: OriginatedWeights | null,
): Promise<EndedRound> {
  const stages: Ended[] = [];
  for (const stage of ROUND_STAGES) {
    const [parameters, origin] = [await stageWeights.parametersOf(stage), stageWeights.origin(stage)];
    const { iteration, iterations } = progress[stage];
    stages.push({ stage, weights: parameters && origin && { parameters, origin }, iteration, iterations });
  }
  const { lessons, policyLessons } = stageWeights;
  return { stages, rewardModelSize, lessons, ptxOfPolicy: [...stageWeights.ptxOfPolicy], policyLessons, start };
}

/** Puts the weights and the progress of the round back; nothing of it may be in training. */
export function bringBack(
  { stages, lessons, ptxOfPolicy, policyLessons = null }: EndedRound,
  stageWeights: StageWeights,
  progress: ProgressByStage,
): void {
  for (const { stage, weights, iteration, iterations } of stages) {
    if (weights) stageWeights.set(stage, weights.parameters, weights.origin);
    else stageWeights.forget(stage);
    Object.assign(progress[stage], { iteration, iterations, status: weights ? 'done' : 'ready' });
  }
  stageWeights.lessons = lessons;
  stageWeights.policyLessons = policyLessons;
  stageWeights.restorePtx(ptxOfPolicy);
}
