/** Where kept runs lie: this browser's IndexedDB. Nothing leaves the machine. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { PageParameters } from '../../experiment';
import type { TrainedStage } from '../../names';
import type { Settings } from '../../settings';
import type { KeptLabRun } from './keptLabRun';
import type { KeptRun } from './recorder';
import type { Unfinished } from './unfinished';

/** The weights of one stage that was trained here. */
export interface KeptWeights {
  /** Safetensors. */
  readonly bytes: ArrayBuffer;
  readonly iteration: number;
  readonly iterations: number;
}

/** What a visit leaves for the next: every stage that was trained, and with what. */
export interface KeptSession {
  /** Milliseconds since 1970. */
  readonly saved: number;
  readonly settings: Settings;
  readonly start: PageParameters['start'];
  readonly weights: { readonly [S in TrainedStage]?: KeptWeights };
}

/** A run with everything that is kept of it. */
export interface Whole<Head> {
  readonly head: Head;
  /** Its events, one in a line as JSON, packed with gzip. */
  readonly packed: ArrayBuffer;
  /** Of the policy, as safetensors; null where there are none. */
  readonly weights: ArrayBuffer | null;
}

export type WholeRun = Whole<KeptRun>;
export type WholeLabRun = Whole<KeptLabRun>;

interface Schema extends DBSchema {
  heads: { key: string; value: KeptRun | KeptLabRun };
  events: { key: string; value: ArrayBuffer };
  weights: { key: string; value: ArrayBuffer };
  session: { key: 'session'; value: KeptSession };
  unfinished: { key: 'unfinished'; value: Unfinished };
}

const NAME = 'rlhf-playground runs';
const OF_RUNS = ['heads', 'events', 'weights'] as const;

let opened: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>(NAME, 2, {
    upgrade: (db, before) => {
      if (before < 1) {
        db.createObjectStore('heads', { keyPath: 'id' });
        db.createObjectStore('events');
        db.createObjectStore('weights');
        db.createObjectStore('session');
      }
      db.createObjectStore('unfinished');
    },
    // A newer page in another tab wants to change the shelf: it must not wait for this one.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      opened = null;
    },
    terminated: () => {
      opened = null;
    },
  });
  return opened;
}

/** As they lie there: those of the lab are unchecked. */
export async function listRuns(): Promise<readonly (KeptRun | KeptLabRun)[]> {
  return (await database()).getAll('heads');
}

/** Keeps a run, or its newer state; a name that the learner gave stays. */
export async function putRun(head: KeptRun | KeptLabRun, packed: ArrayBuffer): Promise<void> {
  const transaction = (await database()).transaction(OF_RUNS, 'readwrite');
  const heads = transaction.objectStore('heads');
  const known = await heads.get(head.id);
  await heads.put({ ...head, name: known?.name ?? head.name });
  await transaction.objectStore('events').put(packed, head.id);
  await transaction.done;
}

export async function putWeights(id: string, bytes: ArrayBuffer): Promise<void> {
  await (await database()).put('weights', bytes, id);
}

export async function renameRun(id: string, name: string): Promise<void> {
  const transaction = (await database()).transaction('heads', 'readwrite');
  const head = await transaction.store.get(id);
  if (head) await transaction.store.put({ ...head, name });
  await transaction.done;
}

export async function removeRuns(ids: readonly string[]): Promise<void> {
  const transaction = (await database()).transaction(OF_RUNS, 'readwrite');
  for (const id of ids) {
    for (const store of OF_RUNS) await transaction.objectStore(store).delete(id);
  }
  await transaction.done;
}

/** Null if there is no such run of a stage any more. */
export async function takeRun(id: string): Promise<WholeRun | null> {
  const head = await (await database()).get('heads', id);
  return head && 'stage' in head ? whole(head) : null;
}

/** As it lies there, unchecked; null if there is no such run of the lab any more. */
export async function takeLabRun(id: string): Promise<WholeLabRun | null> {
  const head = await (await database()).get('heads', id);
  return head && !('stage' in head) ? whole(head) : null;
}

async function whole<Head extends KeptRun | KeptLabRun>(head: Head): Promise<Whole<Head> | null> {
  const [packed, weights] = await Promise.all([(await database()).get('events', head.id), weightsOf(head.id)]);
  return packed ? { head, packed, weights } : null;
}

/** The policy of a kept PPO run as safetensors, to answer prompts beside others; null if none was kept. */
export async function weightsOf(id: string): Promise<ArrayBuffer | null> {
  return (await (await database()).get('weights', id)) ?? null;
}

/** Ids of the runs whose policy is kept. */
export async function runsWithWeights(): Promise<readonly string[]> {
  return (await database()).getAllKeys('weights');
}

export async function putSession(session: KeptSession): Promise<void> {
  await (await database()).put('session', session, 'session');
}

export async function takeSession(): Promise<KeptSession | null> {
  return (await (await database()).get('session', 'session')) ?? null;
}

export async function putUnfinished(unfinished: Unfinished): Promise<void> {
  await (await database()).put('unfinished', unfinished, 'unfinished');
}

/** As it lies there, unchecked; null: nothing. */
export async function takeUnfinished(): Promise<unknown> {
  return (await (await database()).get('unfinished', 'unfinished')) ?? null;
}

export async function forgetUnfinished(): Promise<void> {
  await (await database()).delete('unfinished', 'unfinished');
}

/** What the last visit left, its stages in the middle included. */
export async function forgetSession(): Promise<void> {
  await (await database()).delete('session', 'session');
  await forgetUnfinished();
}
