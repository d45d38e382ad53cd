/** Begins a stage: gives it the weights that it starts from. */
import type { TrainedStage } from '../protocol';
import type { World } from '../rlhf/pipeline';
import type { Settings, StageName } from '../settings';
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
}

export async function startStage(stage: StageName, from: StartingPoint): Promise<StageRun> {
  const { trainees, settings, world, round, roundStart } = from;
  const { size, rewardModelSize } = settings();
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
      // A reward model of another size than the policy starts from the fine-tuned model of that size that ships.
      const ownSize = rewardModelSize === size;
      const parameters = ownSize ? parametersOf('sft') : await trainees.readShipped('sft', rewardModelSize);
      return runRewardModel(start, trainees, { size: rewardModelSize, parameters });
    }
    case 'ppo':
      return runPpo(start, roundStart);
    default:
      return stage satisfies never;
  }
}
