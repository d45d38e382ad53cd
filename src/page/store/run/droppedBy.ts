/** Which acts drop weights that were trained here, so that the learner is asked before them and before no others. */
import { TRAINED_STAGES, type StageName, type TrainedStage } from '../../../experiment/names';
import type { PageModel } from './pageModel';

export type Act =
  /** A run, or a step, of a stage that is done begins it anew; one that has begun goes on. */
  | { readonly type: 'run' | 'reset'; readonly stage: StageName }
  | { readonly type: 'openFile'; readonly stage: TrainedStage }
  /** Another reward model takes the place of the present one, and PPO begins anew. */
  | { readonly type: 'replaceRewardModel' }
  | { readonly type: 'previousRound' }
  /** Everything is dropped: other weights are opened, or none. */
  | { readonly type: 'startAnew' };

type Stages = PageModel['stages'];

function isTrainedHere(stage: TrainedStage, stages: Stages): boolean {
  const origin = stages[stage]?.origin;
  return origin === 'trained' || origin === 'kept';
}

/** Those of the stages whose weights a reset drops: a policy that has taken no step is what it leads back to. */
function droppedByReset(reset: readonly StageName[], stages: Stages): readonly TrainedStage[] {
  return TRAINED_STAGES.filter(
    (stage) =>
      reset.includes(stage) && isTrainedHere(stage, stages) && !(stage === 'ppo' && stages.ppo?.iteration === 0),
  );
}

/** The stages that would lose weights trained here, in the order of the pipeline. */
export function droppedBy(act: Act, stages: Stages): readonly TrainedStage[] {
  switch (act.type) {
    case 'run':
      return stages[act.stage]?.status === 'done' ? droppedByReset([act.stage], stages) : [];
    case 'reset':
      return droppedByReset([act.stage], stages);
    case 'openFile': {
      const { stage } = act;
      // The policy of the round before stays with that round.
      const held = stage === 'ppo' && stages.ppo?.origin === 'trained' && stages.ppo.iteration === 0;
      return isTrainedHere(stage, stages) && !held ? [stage] : [];
    }
    case 'replaceRewardModel':
    case 'previousRound':
      return droppedByReset(['rewardModel', 'ppo'], stages);
    case 'startAnew':
      return TRAINED_STAGES.filter((stage) => isTrainedHere(stage, stages));
    default:
      return act satisfies never;
  }
}
