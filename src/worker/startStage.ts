/** Begins a stage: gives it the weights that it starts from. */
import type { Size, StageName, TrainedStage } from '../names';
import type { RankedResponses } from '../rlhf/comparisons';
import type { World } from '../rlhf/pipeline';
import type { Settings } from '../settings';
import { runEvaluate } from './evaluateRun';
import { runPpo, runPretrain, runRewardModel, runSft, type Start, type StageRun } from './stageRuns';
import { TRAINED, type Trainees } from './trainees';

export interface StartingPoint {
  readonly trainees: Trainees;
  readonly settings: () => Settings;
  /** Made when it is first needed. */
  readonly world: () => World;
  readonly round: number;
  /** What PPO begins with: the policy of the round before, or one from a file; null: the SFT model. */
  readonly roundStart: Float32Array | null;
  /** The learner's own, which the reward model learns beside the simulated. */
  readonly ownComparisons?: readonly RankedResponses[];
}

/** A reward model of another size than the policy starts from the fine-tuned model of that size that ships. */
export async function rewardModelStart(
  trainees: Trainees,
  { size, rewardModelSize }: Settings,
): Promise<{ readonly size: Size; readonly parameters: Float32Array }> {
  const own = rewardModelSize === size ? await trainees.parametersOf('sft') : null;
  return { size: rewardModelSize, parameters: own ?? (await trainees.readShipped('sft', rewardModelSize)) };
}

export async function startStage(stage: StageName, from: StartingPoint): Promise<StageRun> {
  const { trainees, settings, world, round, roundStart, ownComparisons = [] } = from;
  if (stage === 'evaluate')
    return runEvaluate(settings(), await trainees.evaluated(settings()), world().heldOutLabelers);
  const current = new Map<TrainedStage, Float32Array>();
  for (const each of TRAINED) {
    const parameters = await trainees.parametersOf(each);
    if (parameters) current.set(each, parameters);
  }
  const parametersOf = (needed: TrainedStage): Float32Array => {
    const parameters = current.get(needed);
    if (!parameters) throw new Error(`Stage ${stage} was begun without the weights of stage ${needed}.`);
    return parameters;
  };
  const start: Start = { world: world(), settings, round, parametersOf };
  switch (stage) {
    case 'pretrain':
      return runPretrain(start);
    case 'sft':
      return runSft(start);
    case 'rewardModel': {
      return runRewardModel(start, trainees, await rewardModelStart(trainees, settings()), ownComparisons);
    }
    case 'ppo':
      return runPpo(start, roundStart);
    default:
      return stage satisfies never;
  }
}
