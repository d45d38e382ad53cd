/** Saves the learner's rankings in the browser; each is a record of its own, so that two tabs lose none. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { OwnRanking } from '../../../protocol/label';
import { inTime } from '../inTime';
import { onView } from '../saved/aside';
import { finishChanges, noteChanges, takeOverNotes } from './journal';
import type { RankingChanges } from './rankingChanges';

/** This name and those of its parts are older pages'. */
export const RANKINGS_DATABASE = 'rlhf-playground-labels';

interface Saved extends DBSchema {
  labels: {
    readonly key: string;
    /** `nth` is the place in the list. */
    readonly value: { readonly id: string; readonly nth: number; readonly label: OwnRanking };
  };
}

/** Rejects where the browser keeps nothing, or does not answer in time. */
async function onDatabase<T>(work: (database: IDBPDatabase<Saved>) => Promise<T>): Promise<T> {
  const opening = openDB<Saved>(RANKINGS_DATABASE, 1, {
    upgrade: (database) => {
      database.createObjectStore('labels', { keyPath: 'id' });
    },
  });
  let isOver = false;
  const done = opening.then(async (database) => {
    try {
      // What was given up must not come behind what was asked for since.
      if (isOver) throw new Error('The database has opened too late.');
      return await work(database);
    } finally {
      database.close();
    }
  });
  return inTime(done).finally(() => {
    isOver = true;
  });
}

let finishing: Promise<void> = Promise.resolve();

/** Carries out what is outstanding, in one turn after another. */
function finish(): Promise<void> {
  const turn = finishing.then(() => finishChanges(applyChanges));
  finishing = turn.catch(() => undefined);
  return turn;
}

/**
 * Oldest first, without those that are aside. Calls `onDropped` where a change that an earlier page had noted cannot be read.
 * Rejects where the browser keeps nothing.
 */
export async function readSavedRankings(onDropped: () => void = () => undefined): Promise<OwnRanking[]> {
  if (await takeOverNotes()) onDropped();
  await finish();
  const isOnView = await onView('rankings');
  const records = await onDatabase((database) => database.getAll('labels'));
  const seen = records.filter(({ id }) => isOnView(id));
  return seen.sort((a, b) => a.nth - b.nth).map(({ label: ranking }) => ranking);
}

/** Also of those that are aside, and of those that an earlier page had only noted. */
export async function rankingIds(): Promise<readonly string[]> {
  await takeOverNotes();
  await finish();
  return onDatabase((database) => database.getAllKeys('labels'));
}

export function deleteRankings(ids: readonly string[]): Promise<void> {
  return onDatabase(async (database) => {
    const transaction = database.transaction('labels', 'readwrite');
    await Promise.all([...ids.map((id) => transaction.store.delete(id)), transaction.done]);
  });
}

/** What a list of rankings has lost, and what it has gained or changed, in steps that grow with its length alone. */
export function changesBetween(before: readonly OwnRanking[], after: readonly OwnRanking[]): RankingChanges {
  const [known, staying] = [new Set(before), new Set(after.map(({ id }) => id))];
  return {
    gone: before.map(({ id }) => id).filter((id) => !staying.has(id)),
    changed: after.filter((ranking) => !known.has(ranking)),
  };
}

/**
 * Notes at once that the records are to be those of `after`, given that they were those of `before`, so that nothing is
 * lost if the page is left; returns the work that makes them so, and before them what is still outstanding.
 */
export function saveRankings(before: readonly OwnRanking[], after: readonly OwnRanking[]): () => Promise<void> {
  noteChanges(changesBetween(before, after));
  return finish;
}

function applyChanges({ gone, changed }: RankingChanges): Promise<void> {
  return onDatabase(async (database) => {
    const transaction = database.transaction('labels', 'readwrite');
    const places = new Map((await transaction.store.getAll()).map(({ id, nth }) => [id, nth]));
    const last = [...places.values()].reduce((most, nth) => Math.max(most, nth), 0);
    await Promise.all([
      ...gone.map((id) => transaction.store.delete(id)),
      ...changed.map((ranking, i) =>
        transaction.store.put({ id: ranking.id, nth: places.get(ranking.id) ?? last + 1 + i, label: ranking }),
      ),
      transaction.done,
    ]);
  });
}
