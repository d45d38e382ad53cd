/** The workers of a lane: in a page module workers, in Node `worker_threads`. */
import { Crew } from '../../src/engine/lm/crew/crew';
import type { StartHelper } from '../../src/engine/lm/crew/port';
import { CREWS, isCrew, type Contestant } from './plan';

/** A crew that is of use only as long as it has all its members. */
export interface WholeCrew {
  readonly crew: Crew;
  /** Throws once a helper was lost: the numbers would be the same, the milliseconds those of fewer workers. */
  readonly check: () => void;
}

async function helpers(script?: string): Promise<StartHelper> {
  if (script === undefined) return (await import('../../src/testing/pageCrew')).pageHelpers;
  return (await import('../../src/testing/nodeCrew')).helpersOf(new URL(script));
}

/** As many as the contestant's name says; `script` is that of a helper in Node. */
export async function crewOf(contestant: Contestant, script?: string): Promise<WholeCrew> {
  if (isCrew(contestant)) return startCrew(CREWS[contestant], await helpers(script));
  return { crew: new Crew(), check: () => undefined };
}

/** Throws when not all can start, and then none is left running. */
export async function startCrew(members: number, start: StartHelper): Promise<WholeCrew> {
  const lost: string[] = [];
  const crew = new Crew(start, (reason) => void lost.push(reason));
  const check = () => {
    if (crew.members < members) throw new Error(`Only ${crew.members} of ${members} workers: ${lost.join(' ')}`);
  };
  await crew.resize(members);
  try {
    check();
  } catch (error) {
    await crew.resize(1);
    throw error;
  }
  return { crew, check };
}
