/**
 * Gathers the worker's events and hands them on at most four times a second: a chart needs 30 to 90 ms to redraw, and
 * the page must stay quick under the learner's hand. What the learner waits for passes at once, and takes along what
 * waits before it, so the order stays.
 */
import type { WorkerEvent } from '../protocol';

export const BATCH_MILLISECONDS = 250;

interface Clock {
  now(): number;
  after(milliseconds: number, run: () => void): void;
}

const pageClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, run) => {
    setTimeout(run, milliseconds);
  },
};

export function createBatch(
  apply: (events: readonly WorkerEvent[]) => void,
  isUrgent: (event: WorkerEvent) => boolean,
  clock: Clock = pageClock,
): (event: WorkerEvent) => void {
  let waiting: WorkerEvent[] = [];
  let scheduled = false;
  let flushedAt = -Infinity;

  function flush(): void {
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    flushedAt = clock.now();
    apply(events);
  }

  return (event) => {
    waiting.push(event);
    const due = flushedAt + BATCH_MILLISECONDS - clock.now();
    if (isUrgent(event) || due <= 0) {
      flush();
    } else if (!scheduled) {
      scheduled = true;
      clock.after(due, () => {
        scheduled = false;
        flush();
      });
    }
  };
}
