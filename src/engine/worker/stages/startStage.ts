/** Begins a stage, or goes on with one: gathers what it starts from, and makes its run of that. */
import { TRAINED_STAGES, type Size, type TrainedStage } from '../../../experiment/names';
import type { RankedResponses } from '../../rlhf/comparisons';
import type { World } from '../../rlhf/makeWorld';
import type { Settings } from '../../../experiment/settings';
import { roundsOfComparisons, NEEDS } from './plan';
import { runRewardModel, type RewardModelInputs } from './rewardModelRun';
import { runPpo } from './ppoRun';
import { runPretrain } from './pretrainRun';
import { runSft } from './sftRun';
import type { StageMemory, Start, TrainingRun } from './stageRun';
import type { StageWeights } from './stageWeights';

/** All that a stage's run is made of, as it was when the run began: nothing that happens later changes it. */
export interface StageInputs {
  readonly stage: TrainedStage;
  readonly round: number;
  readonly settings: Settings;
  /** Of the stages that it needs. */
  readonly weights: { readonly [S in TrainedStage]?: Float32Array };
  /** What PPO begins with: the policy of the round before, or one from a file; null: the SFT model. */
  readonly roundStart: Float32Array | null;
  /** Of stage 2. */
  readonly rewardModel: RewardModelInputs | null;
}

/** Whether both begin at the same weights with the same settings; what a reward model learns from may differ. */
export function beginAlike(one: StageInputs, other: StageInputs): boolean {
  return (
    one.stage === other.stage &&
    one.settings === other.settings &&
    one.roundStart === other.roundStart &&
    one.rewardModel?.initial.parameters === other.rewardModel?.initial.parameters &&
    TRAINED_STAGES.every((stage) => one.weights[stage] === other.weights[stage])
  );
}

/** The policy that a run of PPO begins with; null where there is none yet. */
export function startingPolicy({ roundStart, weights }: StageInputs): Float32Array | null {
  return roundStart ?? weights.sft ?? null;
}

export interface StartingPoint {
  readonly stageWeights: StageWeights;
  readonly settings: Settings;
  readonly round: number;
  readonly roundStart: Float32Array | null;
  /** The learner's own, which the reward model learns beside the simulated. */
  readonly ownRankings?: readonly RankedResponses[];
}

/** A reward model of another size than the policy starts from the fine-tuned model of that size that ships. */
export async function rewardModelStart(
  stageWeights: StageWeights,
  { size, rewardModelSize }: Settings,
): Promise<{ readonly size: Size; readonly parameters: Float32Array }> {
  const own = rewardModelSize === size ? await stageWeights.parametersOf('sft') : null;
  return { size: rewardModelSize, parameters: own ?? (await stageWeights.shipped.read('sft', rewardModelSize)) };
}

export async function gatherInputs(stage: TrainedStage, from: StartingPoint): Promise<StageInputs> {
  const { stageWeights, settings, round, roundStart, ownRankings = [] } = from;
  const weights: Partial<Record<TrainedStage, Float32Array>> = {};
  for (const needed of [...NEEDS[stage], ...(stage === 'rewardModel' && round > 1 ? (['ppo'] as const) : [])]) {
    const parameters = await stageWeights.parametersOf(needed);
    if (parameters) weights[needed] = parameters;
  }
  const rewardModel =
    stage === 'rewardModel'
      ? {
          ...roundsOfComparisons(round, stageWeights.comparisons),
          initial: await rewardModelStart(stageWeights, settings),
          ownRankings,
        }
      : null;
  return { stage, round, settings, weights, roundStart: stage === 'ppo' ? roundStart : null, rewardModel };
}

/** `settings` are read anew at every step; with a memory the run goes on where an earlier one of these inputs stood. */
export function startStage(
  { stage, round, weights, roundStart, rewardModel }: StageInputs,
  {
    stageWeights,
    world,
    settings,
  }: { readonly stageWeights: StageWeights; readonly world: World; readonly settings: () => Settings },
  memory: StageMemory | null = null,
): TrainingRun {
  const parametersOf = (needed: TrainedStage): Float32Array => {
    const parameters = weights[needed];
    if (!parameters) throw new Error(`Stage ${stage} was begun without the weights of stage ${needed}.`);
    return parameters;
  };
  const start: Start = { world, settings, round, parametersOf, memory };
  switch (stage) {
    case 'pretrain':
      return runPretrain(start);
    case 'sft':
      return runSft(start);
    case 'rewardModel':
      if (!rewardModel) throw new Error('A reward model was begun without what it learns from.');
      return runRewardModel(start, rewardModel, stageWeights);
    case 'ppo':
      return runPpo(start, roundStart);
    default:
      return stage satisfies never;
  }
}
