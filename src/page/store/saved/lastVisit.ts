/** Reads and checks what the last visit saved, for the banner that offers it and the page that goes on with it. */
import { text } from '../../text/text';
import { onDemand } from '../onDemand';
import { takeRun } from './runDatabase';
import type { Seen } from './unfinished';
import { THIS_VISIT, visitOfThisTab } from './visit';
import type { SavedSession, Unfinished } from './records';
import { forgetVisits, takeVisits } from './visits';

const words = text.runs.comeBack;

/** A first visit does without what checks this. */
const loadChecks = onDemand(() => Promise.all([import('./visitSchema'), import('./unfinished'), import('./runFile')]));

export interface LastVisit {
  /** The weights of the trained stages. */
  readonly session: SavedSession | null;
  /** Where the unfinished stages stood, and what their page had seen. */
  readonly snapshot: { readonly unfinished: Unfinished; readonly seen: Seen } | null;
  /** Why one of these cannot be read though it was saved: sentences. */
  readonly problems: readonly string[];
  /** The visit, and those before it, which are all deleted if the learner asks to forget it. */
  readonly visits: readonly string[];
}

/** How many visits stay saved beside the one that this tab goes on from; older ones are deleted. */
const SAVED_VISITS = 4;

/** Reads the visit of this tab before it was reloaded; in a new tab the visit that saved something last. */
export async function takeLastVisit(): Promise<LastVisit | null> {
  const visits = (await takeVisits()).filter(({ id }) => id !== THIS_VISIT);
  const chosen = visits.find(({ id }) => id === visitOfThisTab()) ?? visits.at(0);
  if (!chosen) return null;
  await forgetVisits(visits.slice(SAVED_VISITS).flatMap(({ id }) => (id === chosen.id ? [] : id)));
  const [{ checkSession, checkUnfinished }, { readSeen }, { RunFileError }] = await loadChecks();
  const problems: string[] = [];
  /** Null where there is nothing, or nothing that can be read. */
  const readable = async <T>(
    found: unknown,
    read: (found: unknown) => T | Promise<T>,
    problem: (why: string) => string,
  ) => {
    if (found === null) return null;
    try {
      return await read(found);
    } catch (error) {
      problems.push(problem(error instanceof RunFileError ? error.message : words.damaged(String(error))));
      return null;
    }
  };
  const session = await readable(chosen.session, checkSession, words.weightsProblem);
  const readSnapshot = async (found: unknown) => {
    const unfinished = checkUnfinished(found);
    return { unfinished, seen: await readSeen(unfinished, takeRun) };
  };
  const snapshot = await readable(chosen.unfinished, readSnapshot, words.problem);
  return { session, snapshot, problems, visits: visits.slice(visits.indexOf(chosen)).map(({ id }) => id) };
}
