/** Which event changes which stage's weights. */
import type { Origin, TrainedStage } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';

/** How often the weights of every stage have changed, as far as the events report it. */
export type WeightChanges = { readonly [S in TrainedStage]: number };

export const NO_CHANGES: WeightChanges = { pretrain: 0, sft: 0, rewardModel: 0, ppo: 0 };

/** What decides whether an event changes weights: the page before it. */
interface PageBefore {
  readonly stages: { readonly [S in TrainedStage]: { readonly origin: Origin | null; readonly round: number } | null };
  readonly weightChanges: WeightChanges;
}

/** The stage whose weights changed with the event. */
function changedStage(event: WorkerEvent, { stages }: PageBefore): TrainedStage | null {
  if (event.type === 'metrics') return event.stage;
  if ((event.type !== 'cleared' && event.type !== 'stage') || event.stage === 'evaluate') return null;
  const before = stages[event.stage];
  if (event.type === 'cleared') return event.stage;
  return before !== null && (before.origin !== event.origin || before.round !== event.round) ? event.stage : null;
}

export function countChanges(event: WorkerEvent, before: PageBefore): WeightChanges {
  const stage = changedStage(event, before);
  const { weightChanges } = before;
  return stage === null ? weightChanges : { ...weightChanges, [stage]: weightChanges[stage] + 1 };
}
