/** What the last visit left, read from the database and checked, for the banner that offers it and the page that takes it. */
import { text } from '../../text/text';
import { onDemand } from '../onDemand';
import { takeRun } from './runDatabase';
import type { Seen } from './unfinished';
import { THIS_VISIT, visitOfThisTab } from './visit';
import type { KeptSession, Unfinished } from './records';
import { forgetVisits, takeVisits } from './visits';

/** A first visit does without what checks this. */
const loadChecks = onDemand(() => Promise.all([import('./unfinished'), import('./runFile')]));

export interface LastVisit {
  /** The weights of what was trained. */
  readonly session: KeptSession | null;
  /** Where the stages in the middle stood, and what their page had seen. */
  readonly standing: { readonly unfinished: Unfinished; readonly seen: Seen } | null;
  /** Why that cannot be read though it lies there: a sentence. */
  readonly problem: string | null;
  /** The visit, and those before it: what a learner forgets who forgets this. */
  readonly visits: readonly string[];
}

/** So many visits are kept, and the one that this tab goes on from: what older ones left is deleted. */
const KEPT_VISITS = 4;

/** Of this tab before it was reloaded; in a new one of whichever page kept something last. */
export async function takeLastVisit(): Promise<LastVisit | null> {
  const visits = (await takeVisits()).filter(({ id }) => id !== THIS_VISIT);
  const chosen = visits.find(({ id }) => id === visitOfThisTab()) ?? visits.at(0);
  if (!chosen) return null;
  await forgetVisits(visits.slice(KEPT_VISITS).flatMap(({ id }) => (id === chosen.id ? [] : id)));
  const before = { session: chosen.session, visits: visits.slice(visits.indexOf(chosen)).map(({ id }) => id) };
  const found = chosen.unfinished;
  if (found === null) return { ...before, standing: null, problem: null };
  const [{ checkUnfinished, readSeen }, { RunFileError }] = await loadChecks();
  try {
    const unfinished = checkUnfinished(found);
    return { ...before, standing: { unfinished, seen: await readSeen(unfinished, takeRun) }, problem: null };
  } catch (error) {
    const problem = error instanceof RunFileError ? error.message : text.runs.comeBack.damaged(String(error));
    return { ...before, standing: null, problem };
  }
}
