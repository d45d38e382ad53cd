/** Saved runs in this browser's database. Nothing leaves the machine. */
import { onView } from './aside';
import { onDatabase } from './database';
import type { SavedLabRun } from './savedLabRun';
import type { SavedRun } from './recorder';
import type { Stored } from './records';

const OF_RUNS = ['heads', 'events', 'weights'] as const;

/** Returns the heads of all runs that are not aside, as the database holds them, unchecked. */
export async function listRuns(): Promise<readonly unknown[]> {
  const isOnView = await onView('runs');
  return (await onDatabase((db) => db.getAll('heads'))).filter(({ id }) => isOnView(id));
}

/** Without those that are aside. */
export async function runIds(): Promise<readonly string[]> {
  return (await allRunIds()).filter(await onView('runs'));
}

/** Also of those that are aside. */
export function allRunIds(): Promise<readonly string[]> {
  return onDatabase((db) => db.getAllKeys('heads'));
}

/** Saves a run, or its newer state; a name that the learner gave stays. */
export function putRun(head: SavedRun | SavedLabRun, packed: ArrayBuffer): Promise<void> {
  return onDatabase(async (db) => {
    const transaction = db.transaction(OF_RUNS, 'readwrite');
    const heads = transaction.objectStore('heads');
    const known = await heads.get(head.id);
    await heads.put({ ...head, name: known?.name ?? head.name });
    await transaction.objectStore('events').put(packed, head.id);
    await transaction.done;
  });
}

/** Gives another id to a run of an earlier visit with which this one goes on, if it is still there. */
export function moveRun(from: string, to: string): Promise<void> {
  return onDatabase(async (db) => {
    const transaction = db.transaction(OF_RUNS, 'readwrite');
    const heads = transaction.objectStore('heads');
    const head = await heads.get(from);
    if (head && from !== to) {
      await heads.put({ ...head, id: to });
      await heads.delete(from);
      for (const store of ['events', 'weights'] as const) {
        const bytes = await transaction.objectStore(store).get(from);
        if (bytes) await transaction.objectStore(store).put(bytes, to);
        await transaction.objectStore(store).delete(from);
      }
    }
    await transaction.done;
  });
}

export async function putWeights(id: string, bytes: ArrayBuffer): Promise<void> {
  await onDatabase((db) => db.put('weights', bytes, id));
}

export function renameRun(id: string, name: string): Promise<void> {
  return onDatabase(async (db) => {
    const transaction = db.transaction('heads', 'readwrite');
    const head = await transaction.store.get(id);
    if (head) await transaction.store.put({ ...head, name });
    await transaction.done;
  });
}

export function removeRuns(ids: readonly string[]): Promise<void> {
  return onDatabase(async (db) => {
    const transaction = db.transaction(OF_RUNS, 'readwrite');
    for (const id of ids) {
      for (const store of OF_RUNS) await transaction.objectStore(store).delete(id);
    }
    await transaction.done;
  });
}

/** Reads a run; null if there is no such run any more. */
export async function takeRun(id: string): Promise<Stored | null> {
  const head = await onDatabase((db) => db.get('heads', id));
  const packed = await onDatabase((db) => db.get('events', id));
  return head && packed ? { head, packed, weights: await weightsOf(id) } : null;
}

/** Reads the policy of a saved PPO run as safetensors, to answer prompts beside others; null if none was saved. */
export async function weightsOf(id: string): Promise<ArrayBuffer | null> {
  return (await onDatabase((db) => db.get('weights', id))) ?? null;
}

/** Returns the ids of the runs whose policy is saved. */
export function runsWithWeights(): Promise<readonly string[]> {
  return onDatabase((db) => db.getAllKeys('weights'));
}
