/** A queue of writes to the database whose end a test can wait for, and does before it is over; a failed write fails it. */
import { onTestFinished } from 'vitest';
import type { Write } from '../page/store/saved/writeQueue';

export function collectWrites(): { readonly write: Write; readonly settled: () => Promise<void> } {
  let queue = Promise.resolve();
  onTestFinished(() => queue);
  return {
    write: (work) => {
      queue = queue.then(work);
    },
    settled: () => queue,
  };
}
