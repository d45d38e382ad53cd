/**
 * A recorded run as a film: the page at any moment of it, forward and back. The page is a fold of events; states along
 * the way are remembered, so that any moment is a short fold away from one of them.
 */
import type { WorkerEvent } from '../../../protocol/protocol';
import type { Settings } from '../../../experiment/settings';
import { applyEvent, initialPageModel, type PageModel } from '../run/pageModel';

/** Events between two remembered states. */
const SNAPSHOT_EVERY = 64;

export interface Film {
  readonly events: readonly WorkerEvent[];
  /** How many events have happened at each moment at which one can see something; the first moment is the opening. */
  readonly moments: readonly number[];
  /** The page after 0, 64, 128, … events, as far as it has been shown; showing later moments adds to it. */
  readonly snapshots: PageModel[];
}

function isSeen({ type }: WorkerEvent): boolean {
  return type === 'microStep' || type === 'metrics';
}

export function makeFilm(events: readonly WorkerEvent[], settings: Settings): Film {
  const opening = events.findIndex((event) => event.type === 'stage' && event.status === 'running');
  const start = Math.max(0, opening);
  const seen = events.flatMap((event, i) => (i >= start && isSeen(event) ? [i + 1] : []));
  const moments = [...new Set([start, ...seen, events.length])];
  return { events, moments, snapshots: [initialPageModel(settings)] };
}

/** Returns the page after `count` events of the film. */
export function runAt({ events, snapshots }: Film, count: number): PageModel {
  const whole = Math.min(Math.max(0, count), events.length);
  for (let known = snapshots.length; known * SNAPSHOT_EVERY <= whole; known++) {
    const part = events.slice((known - 1) * SNAPSHOT_EVERY, known * SNAPSHOT_EVERY);
    snapshots.push(part.reduce(applyEvent, snapshots[known - 1]));
  }
  const nearest = Math.floor(whole / SNAPSHOT_EVERY);
  return events.slice(nearest * SNAPSHOT_EVERY, whole).reduce(applyEvent, snapshots[nearest]);
}
