/** Which answers were given, or scored, by weights that have changed since. */
import { STAGE_OF_SPEAKER, type TrainedStage } from '../../../experiment/names';
import type { AnswerSet, PageModel } from './pageModel';

/** The stages that were trained, reset or replaced since, of those that wrote, scored or stood as reference. */
export function changedSince({ answers, weightChanges }: AnswerSet, run: PageModel): readonly TrainedStage[] {
  const round = run.stages.ppo?.round ?? 1;
  const wrote = answers.flatMap(({ respondent }) => {
    // A policy that was added stays as it is, and so does that of an earlier round, or from before the run.
    const isPast = respondent.beforeRun === true || respondent.round !== round;
    const stays = respondent.name !== null || (respondent.speaker === 'ppo' && isPast);
    return stays ? [] : [STAGE_OF_SPEAKER[respondent.speaker]];
  });
  const involved = new Set<TrainedStage>([...wrote, 'sft', 'rewardModel']);
  return [...involved].filter((stage) => weightChanges[stage] !== run.weightChanges[stage]);
}
