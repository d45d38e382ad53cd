/** Reads and checks what the last visit saved, for the banner that offers it and the page that goes on with it. */
import type { WorkerEvent } from '../../../protocol/protocol';
import { text } from '../../text/text';
import { onDemand } from '../onDemand';
import { takeRun } from './runDatabase';
import type { Seen } from './unfinished';
import { THIS_VISIT, visitOfThisTab } from './visit';
import type { SavedSession, Unfinished } from './records';
import { forgetVisits, hasTrained, takeVisits } from './visits';

const words = text.runs.comeBack;

/** A first visit does without what checks this. */
const loadChecks = onDemand(() => Promise.all([import('./visitSchema'), import('./unfinished'), import('./runFile')]));

export interface LastVisit {
  /** The weights of the trained stages. */
  readonly session: SavedSession | null;
  /** Where the unfinished stages stood, what their page had seen, and the results that were on view. */
  readonly snapshot: {
    readonly unfinished: Unfinished;
    readonly seen: Seen;
    readonly results: readonly WorkerEvent[];
  } | null;
  /** Why one of these cannot be read though it was saved: sentences. */
  readonly problems: readonly string[];
  /** The visit, and those before it, which are all deleted if the learner asks to forget it. */
  readonly visits: readonly string[];
}

/** How many visits stay saved beside the one that this tab goes on from; older ones are deleted. */
const SAVED_VISITS = 4;

/** Reads the visit of this tab before it was reloaded; in a new tab the last that trained, or else saved, something. */
export async function takeLastVisit(): Promise<LastVisit | null> {
  const visits = (await takeVisits()).filter(({ id }) => id !== THIS_VISIT);
  const chosen = visits.find(({ id }) => id === visitOfThisTab()) ?? visits.find(hasTrained) ?? visits.at(0);
  if (!chosen) return null;
  await forgetVisits(visits.slice(SAVED_VISITS).flatMap(({ id }) => (id === chosen.id ? [] : id)));
  const [{ checkSession, checkUnfinished }, { readSeen, unpackResults }, { RunFileError }] = await loadChecks();
  const problems: string[] = [];
  /** Null where there is nothing, or nothing that can be read. */
  const readable = async <F, T>(
    found: F | null,
    read: (found: F) => T | Promise<T>,
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
    const seen = await readSeen(unfinished, takeRun);
    return { unfinished, seen, results: (await readable(unfinished, unpackResults, words.resultsProblem)) ?? [] };
  };
  const snapshot = await readable(chosen.unfinished, readSnapshot, words.problem);
  return { session, snapshot, problems, visits: visits.slice(visits.indexOf(chosen)).map(({ id }) => id) };
}
