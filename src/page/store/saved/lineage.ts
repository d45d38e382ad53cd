/** What a run was built on: the weights that it started from and, for PPO and stage 2, the reward model and its lessons. */
import type { Lessons } from '../../../protocol/label';
import type { Origin, TrainedStage } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';
import { text } from '../../text/text';
import type { PageModel } from '../run/pageModel';

interface RewardModel {
  readonly origin: Origin;
  /** Where it was trained in the same tab. */
  readonly lessons?: Lessons;
}

export interface Lineage {
  /** The stage whose weights it began with; nothing at random weights. */
  readonly start?: { readonly model: TrainedStage; readonly origin: Origin };
  readonly rewardModel?: RewardModel;
}

const words = text.runs.lineage;

/** The stage whose weights a stage begins with, in the first round. */
const BEFORE: Readonly<Record<TrainedStage, TrainedStage | null>> = {
  pretrain: null,
  sft: 'pretrain',
  rewardModel: 'sft',
  ppo: 'sft',
};

/** PPO goes on from the policy of the round before, or from one that the learner opened. */
function startOf({ stages }: PageModel, stage: TrainedStage, round: number): Lineage['start'] {
  const policy = stages.ppo?.origin;
  const goesOn = stage === 'ppo' && (round > 1 || policy === 'file' || policy === 'kept');
  const model = goesOn ? 'ppo' : BEFORE[stage];
  const origin = model && stages[model]?.origin;
  return model && origin ? { model, origin } : undefined;
}

function rewardModelOf(state: Pick<Extract<WorkerEvent, { type: 'stage' }>, 'origin' | 'lessons'> | null) {
  if (!state?.origin) return undefined;
  const { origin, lessons } = state;
  return { origin, ...(lessons && { lessons }) };
}

/** Of the run that begins with the event; `run` is the page as it was before it. */
export function lineageOf(run: PageModel, event: Extract<WorkerEvent, { type: 'stage' }>): Lineage {
  if (event.stage === 'evaluate') return {};
  const start = startOf(run, event.stage, event.round);
  const states = { pretrain: null, sft: null, rewardModel: event, ppo: run.stages.rewardModel };
  const rewardModel = rewardModelOf(states[event.stage]);
  return { ...(start && { start }), ...(rewardModel && { rewardModel }) };
}

/** Of the reward model that the page has now, which is what a run of PPO would learn from. */
export function presentLineage({ stages }: PageModel): Lineage {
  const rewardModel = rewardModelOf(stages.rewardModel);
  return rewardModel ? { rewardModel } : {};
}

/** What a run's lineage would be on what ships with the page; stage 2 on simulated rankings alone. */
export function shippedLineage({ start, rewardModel }: Lineage, stage: TrainedStage): Lineage {
  const model = BEFORE[stage];
  return {
    ...(start && model && { start: { model, origin: 'shipped' } }),
    ...(rewardModel && { rewardModel: { origin: stage === 'rewardModel' ? 'trained' : 'shipped' } }),
  };
}

const startText = ({ start }: Lineage) => start && words.start(text.models[start.model], words.origins[start.origin]);

function rewardModelText({ rewardModel }: Lineage): string | undefined {
  if (!rewardModel) return undefined;
  const { origin, lessons } = rewardModel;
  return lessons && lessons.own > 0 ? words.own(lessons.own, lessons.weight) : words.origins[origin];
}

/** What it was built on, one sentence without its full stop for each. */
export function lineageFacts(lineage: Lineage): readonly string[] {
  const [model, start] = [rewardModelText(lineage), startText(lineage)];
  return [
    ...(model === undefined ? [] : [words.rewardModel(model)]),
    ...(start === undefined ? [] : [words.from(start)]),
  ];
}

/** Words the rankings that a run of stage 2 learns from: simulated ones alone, or the learner's too. */
function lessonsText({ rewardModel }: Lineage): string | undefined {
  if (!rewardModel) return undefined;
  const { lessons } = rewardModel;
  return lessons && lessons.own > 0 ? words.withYours(lessons.own, lessons.weight) : words.simulated;
}

type TellChange = (before: string, after: string) => string;

/** Lists what both runs of the stage record and what differs there; the reward model first. */
export function lineageDifference(
  stage: TrainedStage,
  from: Lineage = {},
  to: Lineage = {},
  told: TellChange = (before, after) => `${before} → ${after}`,
): readonly string[] {
  const differ = (before: string | undefined, after: string | undefined, said: (change: string) => string) =>
    before === undefined || after === undefined || before === after ? [] : [said(told(before, after))];
  return [
    ...(stage === 'rewardModel'
      ? differ(lessonsText(from), lessonsText(to), words.rankings)
      : differ(rewardModelText(from), rewardModelText(to), words.rewardModel)),
    ...differ(startText(from), startText(to), words.from),
  ];
}
