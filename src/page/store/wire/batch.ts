/**
 * Gathers the worker's events and hands them on at most four times a second: a chart needs 30 to 90 ms to redraw, and
 * the page must stay quick under the learner's hand. What the learner waits for passes at once, and takes along what
 * waits before it, so the order stays.
 */
import type { WorkerEvent } from '../../../protocol/protocol';
import { throttle, type Clock } from './throttle';

export const BATCH_MILLISECONDS = 250;

export function createBatch(
  apply: (events: readonly WorkerEvent[]) => void,
  isUrgent: (event: WorkerEvent) => boolean,
  clock?: Clock,
): (event: WorkerEvent) => void {
  let waiting: WorkerEvent[] = [];
  const flush = throttle(
    () => {
      const events = waiting;
      waiting = [];
      apply(events);
    },
    BATCH_MILLISECONDS,
    clock,
  );
  return (event) => {
    waiting.push(event);
    flush(isUrgent(event));
  };
}
