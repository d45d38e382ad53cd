/** How many workers train on WASM: as many as real training steps are the fastest with here. */
import type { WorkersTiming } from '../../protocol/protocol';
import type { Crew } from '../lm/crew/crew';

const MOST = 8;
/** More workers are taken only if a step is that much faster: they cost memory, and heat. */
const WORTH = 0.9;

/** How many are tried: a core is left to the page where there are more than two. `cores`: logical, as the browser tells. */
export function mostWorkers(cores: number): number {
  return Math.min(MOST, cores > 2 ? cores - 1 : cores);
}

/** How many of those that the learner wants: more than there are cores would only take turns. */
export function atMostCores(wanted: number, cores: number): number {
  return Math.min(wanted, MOST, cores);
}

/** 1, 2, 4, … up to `most`, and that. */
export function workersToTime(most: number): readonly number[] {
  const doubled = Array.from({ length: Math.floor(Math.log2(most)) + 1 }, (_, i) => 2 ** i);
  return [...new Set([...doubled, most])];
}

/** Times real training steps with 1, 2, 4, … workers; as many as helpers can be started. */
export async function timeWorkers(
  crew: Crew,
  most: number,
  time: () => Promise<number>,
): Promise<readonly WorkersTiming[]> {
  const timings: WorkersTiming[] = [];
  for (const workers of workersToTime(most)) {
    await crew.resize(workers);
    if (crew.members < workers) break;
    const millisecondsPerStep = await time();
    if (crew.members < workers) break;
    timings.push({ workers, millisecondsPerStep });
  }
  return timings;
}

/** Whether all that `timeWorkers` tries was timed: where a helper was lost, or there were fewer cores, it was not. */
export function areComplete(timings: readonly WorkersTiming[], most: number): boolean {
  return workersToTime(most).every((wanted) => timings.some(({ workers }) => workers === wanted));
}

/** The fewest workers with which a step is nearly as fast as with any more, up to `most`. */
export function fastest(timings: readonly WorkersTiming[], most = MOST): WorkersTiming {
  return timings
    .filter(({ workers }) => workers <= most)
    .reduce((best, next) => (next.millisecondsPerStep < WORTH * best.millisecondsPerStep ? next : best));
}
