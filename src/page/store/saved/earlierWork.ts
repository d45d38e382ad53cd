/** All that lies in this browser of any visit: found, set aside, deleted. */
import { deleteRankings, rankingIds } from '../label/savedRankings';
import { leaveNothingAside, NO_WORK, setAside, useAside, type Work } from './aside';
import { allRunIds, removeRuns } from './runDatabase';
import { forgetVisits, visitIds } from './visits';

/** Also what is aside. Nothing is found where the browser has no database; rejects where it cannot be read. */
export async function findWork(): Promise<Work> {
  if (typeof indexedDB === 'undefined') return NO_WORK;
  const [rankings, runs, visits] = await Promise.all([rankingIds(), allRunIds(), visitIds()]);
  return { rankings, runs, visits };
}

/** Rejects where what is there cannot be read: then all of it stays on view. */
export async function setEarlierWorkAside(): Promise<void> {
  setAside(await findWork());
}

/** Deletes what is aside. Rejects where the browser does not. */
export async function deleteWorkAside(): Promise<void> {
  const { rankings, runs, visits } = useAside.getState().work;
  await Promise.all([deleteRankings(rankings), removeRuns(runs), forgetVisits(visits)]);
  leaveNothingAside();
}
