/** The workers of a lane: in a page module workers, in Node `worker_threads`. */
import { Crew } from '../../src/engine/lm/crew/crew';
import type { StartHelper } from '../../src/engine/lm/crew/port';
import { CREWS, isCrew, type Contestant } from './plan';

async function helpers(): Promise<StartHelper> {
  if (typeof window === 'undefined') return (await import('../../src/testing/nodeCrew')).nodeHelpers();
  return (await import('../../src/testing/pageCrew')).pageHelpers;
}

/** As many as the contestant's name says. */
export async function crewOf(contestant: Contestant): Promise<Crew> {
  if (!isCrew(contestant)) return new Crew();
  const members = CREWS[contestant];
  const crew = new Crew(await helpers(), (reason) => {
    throw new Error(`A helper failed: ${reason}`);
  });
  await crew.resize(members);
  if (crew.members < members) throw new Error(`Only ${crew.members} of ${members} workers could start.`);
  return crew;
}
