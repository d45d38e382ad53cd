/** What all parts of a session share. */
import type { Settings } from '../../../experiment/settings';
import type { WorkerEvent } from '../../../protocol/protocol';
import type { StageWeights } from './stageWeights';
import type { Worlds } from './worlds';

export interface Shared {
  readonly emit: (event: WorkerEvent) => void;
  /** Milliseconds, from any beginning. */
  readonly now: () => number;
  readonly stageWeights: StageWeights;
  readonly worlds: Worlds;
  /** The learner's settings as they are now. */
  settings: Settings;
  /** The last turn of a knob that they hold; 0: none was turned. */
  turn: number;
  /** The present round of ranking and PPO; the first is 1. */
  round: number;
}
