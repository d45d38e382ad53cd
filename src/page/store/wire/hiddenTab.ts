/**
 * A tab that is hidden pauses the run, and goes on with it once it is seen again: the same numbers as if nobody had
 * looked away, since a pause only puts off the next piece of work. Runs alone are paused, not steps that the learner asked for.
 */

/** `Work` is what runs: a stage, or a run of the lab. */
export interface HiddenTabHost<Work> {
  readonly isHidden: () => boolean;
  /** What the learner set running to its end. */
  readonly ordered: () => Work | null;
  /** 'running' and 'paused' are all that matters here. */
  readonly statusOf: (work: Work) => string | null;
  readonly pause: () => void;
  readonly goOn: (work: Work) => void;
}

/** Returns what to call whenever the tab is hidden or seen, and whenever the status of what runs may have changed. */
export function createHiddenTab<Work>({ isHidden, ordered, statusOf, pause, goOn }: HiddenTabHost<Work>): () => void {
  let waiting: Work | null = null;
  return () => {
    if (isHidden()) {
      const work = ordered();
      if (waiting !== null || work === null || statusOf(work) !== 'running') return;
      waiting = work;
      pause();
    } else if (waiting !== null && statusOf(waiting) !== 'running') {
      // Still 'running' means that the pause is on its way. What was done before it came stays done.
      const work = waiting;
      waiting = null;
      if (statusOf(work) === 'paused') goOn(work);
    }
  };
}
