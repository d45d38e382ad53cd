/** Deletes databases of this origin. */
import { deleteDB } from 'idb';
import { inTime } from '../inTime';
import { RANKINGS_DATABASE } from '../label/savedRankings';
import { RUNS_DATABASE } from './database';

/** Those that every page has made so far, for browsers that do not list theirs. */
const KNOWN = [RUNS_DATABASE, RANKINGS_DATABASE];

async function namesOf(prefix: string): Promise<readonly string[]> {
  if (typeof indexedDB.databases !== 'function') return KNOWN;
  const all = await indexedDB.databases();
  return all.flatMap(({ name = '' }) => (name.startsWith(prefix) ? [name] : []));
}

/** Deletes those whose names begin so. Rejects where the browser does not answer in time. */
export async function deleteDatabases(prefix: string): Promise<void> {
  const names = await namesOf(prefix);
  await inTime(Promise.all(names.map((name) => deleteDB(name))));
}
