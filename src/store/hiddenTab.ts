/**
 * A tab that is hidden pauses the run, and goes on with it once it is seen again: the same numbers as if nobody had
 * looked away, since a pause only puts off the next micro-step. Runs alone are paused, not steps that the learner asked for.
 */
import type { StageName } from '../names';
import type { StageStatus } from '../protocol';

export interface HiddenTabHost {
  readonly isHidden: () => boolean;
  /** The stage that the learner set running to its end. */
  readonly ordered: () => StageName | null;
  readonly statusOf: (stage: StageName) => StageStatus | null;
  readonly pause: () => void;
  readonly goOn: (stage: StageName) => void;
}

/** Returns what to call whenever the tab is hidden or seen, and whenever a stage's status may have changed. */
export function createHiddenTab({ isHidden, ordered, statusOf, pause, goOn }: HiddenTabHost): () => void {
  let waiting: StageName | null = null;
  return () => {
    if (isHidden()) {
      const stage = ordered();
      if (waiting !== null || stage === null || statusOf(stage) !== 'running') return;
      waiting = stage;
      pause();
    } else if (waiting !== null && statusOf(waiting) !== 'running') {
      // Still 'running' means that the pause is on its way. A stage that was done before it came stays done.
      const stage = waiting;
      waiting = null;
      if (statusOf(stage) === 'paused') goOn(stage);
    }
  };
}
