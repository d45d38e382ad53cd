/** What each visit saves for the next: the weights of what it trained, and where its unfinished stages stood. */
import { onView } from './aside';
import { onDatabase } from './database';
import type { SavedSession, Unfinished } from './records';
import { noteVisit, THIS_VISIT } from './visit';

/** What one visit saved. */
export interface Visit {
  readonly id: string;
  /** Unchecked, as the database holds it, and so is what follows; null: no stage was trained to an end. */
  readonly session: unknown;
  /** Null: there was nowhere to go back to. */
  readonly unfinished: unknown;
  /** Milliseconds since 1970. */
  readonly saved: number;
}

/** The keys under which an older page saved its one visit. */
const FORMER_KEYS: readonly string[] = ['session', 'unfinished'];
const FORMER_VISIT = 'former';
const visitOf = (key: string) => (FORMER_KEYS.includes(key) ? FORMER_VISIT : key);

const STORES = ['session', 'unfinished'] as const;

const fieldOf = (record: unknown, name: string): unknown =>
  typeof record === 'object' && record !== null ? Reflect.get(record, name) : null;

function savedAt(record: unknown): number {
  const saved = fieldOf(record, 'saved');
  return typeof saved === 'number' ? saved : 0;
}

/** Whether the visit saved more than results of models that it had not trained. */
export function hasTrained({ session, unfinished }: Visit): boolean {
  const open = fieldOf(unfinished, 'open');
  return session !== null || (Array.isArray(open) && open.length > 0);
}

export async function putSession(session: SavedSession): Promise<void> {
  await onDatabase((db) => db.put('session', session, THIS_VISIT));
  noteVisit();
}

export async function putUnfinished(unfinished: Unfinished): Promise<void> {
  await onDatabase((db) => db.put('unfinished', unfinished, THIS_VISIT));
  noteVisit();
}

/** Deletes this visit's snapshot, once none of its stages is unfinished. */
export async function forgetUnfinished(): Promise<void> {
  await onDatabase((db) => db.delete('unfinished', THIS_VISIT));
}

/** Reads what all visits saved that are not aside, the newest first. */
export async function takeVisits(): Promise<readonly Visit[]> {
  const isOnView = await onView('visits');
  return onDatabase(async (db) => {
    const transaction = db.transaction(STORES);
    const [sessionKeys, sessions, unfinishedKeys, unfinished] = await Promise.all([
      transaction.objectStore('session').getAllKeys(),
      transaction.objectStore('session').getAll(),
      transaction.objectStore('unfinished').getAllKeys(),
      transaction.objectStore('unfinished').getAll(),
    ]);
    const ids = [...new Set([...sessionKeys, ...unfinishedKeys].map(visitOf))].filter(isOnView);
    const visits = ids.map((id): Visit => {
      const session = sessions[sessionKeys.findIndex((key) => visitOf(key) === id)] ?? null;
      const stood = unfinished[unfinishedKeys.findIndex((key) => visitOf(key) === id)] ?? null;
      return { id, session, unfinished: stood, saved: Math.max(savedAt(session), savedAt(stood)) };
    });
    return visits.sort((a, b) => b.saved - a.saved);
  });
}

/** Also of those that are aside. */
export function visitIds(): Promise<readonly string[]> {
  return onDatabase(async (db) => {
    const transaction = db.transaction(STORES);
    const keys = await Promise.all(STORES.map((store) => transaction.objectStore(store).getAllKeys()));
    return [...new Set(keys.flat().map(visitOf))];
  });
}

export async function forgetVisits(ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await onDatabase(async (db) => {
    const transaction = db.transaction(STORES, 'readwrite');
    for (const id of ids) {
      for (const key of id === FORMER_VISIT ? FORMER_KEYS : [id]) {
        for (const store of STORES) await transaction.objectStore(store).delete(key);
      }
    }
    await transaction.done;
  });
}
