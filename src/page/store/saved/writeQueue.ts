/** Writes to the database one after another, so that an older state never replaces a newer one. */
import { databaseChanged } from './databaseChanges';

/** Adds a piece of work on the database to the queue. */
export type Write = (work: () => Promise<void>) => void;

/** Returns how to add to a queue of its own; `failed` hears why a piece of work failed, and the queue goes on. */
export function createWriteQueue(failed: (error: unknown) => void): Write {
  let queue = Promise.resolve();
  return (work) => {
    queue = queue.then(work).then(databaseChanged).catch(failed);
  };
}
