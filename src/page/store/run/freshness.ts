/** Which answers were given, or scored, by weights that have changed since, and which are to be asked for again. */
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

/** The stages whose weights score a stage's samples, or answer in them beside its own. */
const BEHIND_SAMPLES: Readonly<Record<TrainedStage, readonly TrainedStage[]>> = {
  pretrain: ['rewardModel'],
  sft: ['pretrain', 'rewardModel'],
  rewardModel: ['sft'],
  ppo: ['sft', 'rewardModel'],
};

/**
 * Whether a stage's samples are to be asked for: there are none, or weights behind them have changed, and stand still again.
 * A stage that runs tells its samples by itself.
 */
export function wantsSamples({ labelers, samples, stages, weightChanges }: PageModel, stage: TrainedStage): boolean {
  const runs = (each: TrainedStage) => stages[each]?.status === 'running';
  if (labelers === null || stages[stage] === null || runs(stage)) return false;
  const known = samples[stage];
  if (known === null) return true;
  const behind = BEHIND_SAMPLES[stage];
  return !behind.some(runs) && behind.some((each) => known.weightChanges[each] !== weightChanges[each]);
}

/** The run without the samples of every stage but `stays`: they answer other requests. */
export function withoutSamples(run: PageModel, stays: TrainedStage | null = null): PageModel {
  const samples = { pretrain: null, sft: null, rewardModel: null, ppo: null };
  return { ...run, samples: stays === null ? samples : { ...samples, [stays]: run.samples[stays] } };
}
