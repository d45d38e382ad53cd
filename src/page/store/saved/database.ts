/** The browser's database of runs and visits. Nothing leaves the machine. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { inTime } from '../inTime';
import type { SavedLabRun } from './savedLabRun';
import type { SavedRun } from './recorder';
import type { SavedSession, Unfinished } from './records';

interface Schema extends DBSchema {
  heads: { key: string; value: SavedRun | SavedLabRun };
  events: { key: string; value: ArrayBuffer };
  weights: { key: string; value: ArrayBuffer };
  session: { key: string; value: SavedSession };
  unfinished: { key: string; value: Unfinished };
}

export const RUNS_DATABASE = 'rlhf-playground runs';

let opened: Promise<IDBPDatabase<Schema>> | null = null;

async function open(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(RUNS_DATABASE, 2, {
    upgrade: (db, before) => {
      if (before < 1) {
        db.createObjectStore('heads', { keyPath: 'id' });
        db.createObjectStore('events');
        db.createObjectStore('weights');
        db.createObjectStore('session');
      }
      db.createObjectStore('unfinished');
    },
    // A newer page in another tab wants to change the database: it must not wait for this one.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      opened = null;
    },
    terminated: () => {
      opened = null;
    },
  });
}

/** What a connection says that the browser has closed, as those of phones do to a tab that sleeps, without an event. */
const LOST = ['InvalidStateError', 'UnknownError'];

const isLost = (error: unknown) => error instanceof Error && LOST.includes(error.name);

/**
 * Works on the database, a second time where its connection was lost, so what is done twice must come to the same. Rejects
 * where the browser saves nothing, or does not answer in time; the next call tries again.
 */
export async function onDatabase<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  const connection = (opened ??= open());
  const forget = () => {
    if (opened === connection) opened = null;
  };
  connection.catch(forget);
  try {
    return await inTime(connection.then(work));
  } catch (error) {
    if (!isLost(error)) throw error;
    forget();
    opened ??= open();
    return inTime(opened.then(work));
  }
}
