/** Which answers were given, or scored, by weights that have changed since. */
import type { Speaker, TrainedStage } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';
import type { AnswerSet, Run } from './run';

/** How often the weights of every stage have changed, as far as the page was told. */
export type WeightChanges = { readonly [S in TrainedStage]: number };

export const NO_CHANGES: WeightChanges = { pretrain: 0, sft: 0, rewardModel: 0, ppo: 0 };

const STAGE_OF: Readonly<Record<Speaker, TrainedStage>> = {
  base: 'pretrain',
  fewShotBase: 'pretrain',
  sft: 'sft',
  ppo: 'ppo',
};

/** The stage whose weights changed with the event; `run` is the page before it. */
function changedStage(event: WorkerEvent, { stages }: Run): TrainedStage | null {
  if (event.type === 'metrics') return event.stage;
  if ((event.type !== 'cleared' && event.type !== 'stage') || event.stage === 'evaluate') return null;
  const before = stages[event.stage];
  if (event.type === 'cleared') return event.stage;
  return before !== null && (before.origin !== event.origin || before.round !== event.round) ? event.stage : null;
}

export function countChanges(event: WorkerEvent, run: Run): WeightChanges {
  const stage = changedStage(event, run);
  const { weightChanges } = run;
  return stage === null ? weightChanges : { ...weightChanges, [stage]: weightChanges[stage] + 1 };
}

/** The stages that were trained, reset or replaced since, of those that wrote, scored or stood as reference. */
export function changedSince({ answers, weightChanges }: AnswerSet, run: Run): readonly TrainedStage[] {
  const round = run.stages.ppo?.round ?? 1;
  const wrote = answers.flatMap(({ respondent }) => {
    // A policy that was added stays as it is, and so does that of an earlier round.
    const stays = respondent.name !== null || (respondent.speaker === 'ppo' && respondent.round !== round);
    return stays ? [] : [STAGE_OF[respondent.speaker]];
  });
  const involved = new Set<TrainedStage>([...wrote, 'sft', 'rewardModel']);
  return [...involved].filter((stage) => weightChanges[stage] !== run.weightChanges[stage]);
}
