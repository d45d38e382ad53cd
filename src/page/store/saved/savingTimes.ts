/** When a stage that changes, runs or pauses is saved, in milliseconds. */

/** A change is saved that soon after it, since others may follow it. */
export const AFTER_CHANGE = 400;

/** Between two snapshots of a stage that has run for long. */
const MOST = 5000;

/**
 * Returns how long until the next snapshot of a stage that has run for `ranFor`. As many seconds pass between two of them
 * as the stage has run before: a tab that is closed costs at most half of what was done, and after a while `MOST`.
 */
export function untilSnapshot(ranFor: number): number {
  return Math.min(Math.max(ranFor, AFTER_CHANGE), MOST);
}

/** Returns how long until a stage is saved that has paused after `ranFor`: so short a run is a step, and more may follow. */
export function untilSavedAfterPause(ranFor: number): number {
  return ranFor < AFTER_CHANGE ? AFTER_CHANGE : 0;
}

/** How long the stage at work has run, by a clock that is handed in. */
export class RunningTime {
  private running: { readonly stage: string; readonly since: number } | null = null;

  /** Follows how a stage stands; returns for how long it has run, also where that has just ended. */
  follow(stage: string, status: string, now: number): number {
    const ranFor = this.of(stage, now) ?? 0;
    if (status === 'running') this.running = { stage, since: now - ranFor };
    else if (this.running?.stage === stage) this.running = null;
    return ranFor;
  }

  /** Returns for how long the stage has run until now; null: it does not run. */
  of(stage: string, now: number): number | null {
    return this.running?.stage === stage ? now - this.running.since : null;
  }
}
