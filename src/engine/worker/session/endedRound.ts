/** A round of ranking and PPO as it ended, so that there is a way back from the next one. */
import type { Lessons } from '../../../protocol/label';
import type { Size } from '../../../experiment/names';
import type { AllStandings } from './standing';
import type { Kept, Trainees } from '../stages/trainees';

/** What every round trains. */
export const ROUND_STAGES = ['rewardModel', 'ppo'] as const;
type RoundStage = (typeof ROUND_STAGES)[number];

interface Ended {
  readonly stage: RoundStage;
  readonly weights: Kept | null;
  readonly iteration: number;
  readonly iterations: number;
}

export interface EndedRound {
  readonly stages: readonly Ended[];
  readonly rewardModelSize: Size;
  readonly lessons: Lessons | null;
  /** With (true) and without the pretraining gradient: how the policy was trained. */
  readonly ptxOfPolicy: readonly boolean[];
  /** What PPO began with; null: the SFT model. */
  readonly start: Kept | null;
}

/** The present round as it stands, also in the middle of a run. */
export async function endRound(
  trainees: Trainees,
  standings: AllStandings,
  rewardModelSize: Size,
  start: Kept | null,
): Promise<EndedRound> {
  const stages: Ended[] = [];
  for (const stage of ROUND_STAGES) {
    const [parameters, origin] = [await trainees.parametersOf(stage), trainees.origin(stage)];
    const { iteration, iterations } = standings[stage];
    stages.push({ stage, weights: parameters && origin && { parameters, origin }, iteration, iterations });
  }
  return { stages, rewardModelSize, lessons: trainees.lessons, ptxOfPolicy: [...trainees.ptxOfPolicy], start };
}

/** Puts the weights and the standings of the round back; nothing of it may be in training. */
export function bringBack(
  { stages, lessons, ptxOfPolicy }: EndedRound,
  trainees: Trainees,
  standings: AllStandings,
): void {
  for (const { stage, weights, iteration, iterations } of stages) {
    if (weights) trainees.set(stage, weights.parameters, weights.origin);
    else trainees.forget(stage);
    Object.assign(standings[stage], { iteration, iterations, status: weights ? 'done' : 'ready' });
  }
  trainees.lessons = lessons;
  trainees.restorePtx(ptxOfPolicy);
}
