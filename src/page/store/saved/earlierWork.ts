/** All that lies in this browser of any visit: found, set aside, deleted. */
import { deleteRankings, rankingIds } from '../label/savedRankings';
import { leaveNothingAside, NO_WORK, setAside, useAside, type Work } from './aside';
import { allRunIds, removeRuns } from './runDatabase';
import { forgetVisits, visitIds } from './visits';

/** Also what is aside. Where the browser saves nothing, nothing is found. */
export async function findWork(): Promise<Work> {
  const idsOf = (ids: Promise<readonly string[]>) => ids.catch(() => []);
  const [rankings, runs, visits] = await Promise.all([idsOf(rankingIds()), idsOf(allRunIds()), idsOf(visitIds())]);
  return { ...NO_WORK, rankings, runs, visits };
}

export async function setEarlierWorkAside(): Promise<void> {
  setAside(await findWork());
}

/** Deletes what is aside. Rejects where the browser does not. */
export async function deleteWorkAside(): Promise<void> {
  const { rankings, runs, visits } = useAside.getState().work;
  await Promise.all([deleteRankings(rankings), removeRuns(runs), forgetVisits(visits)]);
  leaveNothingAside();
}
