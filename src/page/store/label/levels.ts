/** A ranking with ties: levels from best to worst, on each the responses that are as good as one another. */

export type Levels = readonly (readonly number[])[];

/** Every response on a level of its own, in this order. */
export function levelsInOrder(responses: number): Levels {
  return Array.from({ length: responses }, (_, i) => [i]);
}

function levelOf(levels: Levels, response: number): number {
  return levels.findIndex((level) => level.includes(response));
}

/** Without the response, and without the level that it leaves empty. */
function without(levels: Levels, response: number): Levels {
  return levels.map((level) => level.filter((each) => each !== response)).filter((level) => level.length > 0);
}

/** 1 = best; responses on one level share the rank of its first. */
export function rankOf(levels: Levels, response: number): number {
  return 1 + levels.slice(0, levelOf(levels, response)).flat().length;
}

/** Whether the response is tied with the one that stands above it. */
export function isTiedAbove(levels: Levels, response: number): boolean {
  return (levels[levelOf(levels, response)] ?? []).indexOf(response) > 0;
}

/** One step up (−1) or down (1): out of its tie if it is in one, else past the whole level next to it. */
export function move(levels: Levels, response: number, by: -1 | 1): Levels {
  const at = levelOf(levels, response);
  const tied = levels[at].length > 1;
  const rest = without(levels, response);
  const place = tied ? at + (by === 1 ? 1 : 0) : at + by;
  if (place < 0 || place > rest.length) return levels;
  return [...rest.slice(0, place), [response], ...rest.slice(place)];
}

/** Ties the response with the one above it; one that is tied with it comes to stand below the tie. */
export function toggleTie(levels: Levels, response: number): Levels {
  const at = levelOf(levels, response);
  if (isTiedAbove(levels, response)) return move(levels, response, 1);
  if (at === 0) return levels;
  return [...levels.slice(0, at - 1), [...levels[at - 1], ...levels[at]], ...levels.slice(at + 1)];
}

/** Lays the response before or after another: between two that are tied it joins their tie. */
export function placeBeside(levels: Levels, response: number, target: number, side: 'before' | 'after'): Levels {
  if (response === target) return levels;
  const rest = without(levels, response);
  const at = levelOf(rest, target);
  const level = rest[at] ?? [];
  const within = level.indexOf(target) + (side === 'after' ? 1 : 0);
  if (within > 0 && within < level.length) {
    return rest.map((each, i) => (i === at ? [...level.slice(0, within), response, ...level.slice(within)] : each));
  }
  const place = at + (side === 'after' ? 1 : 0);
  return [...rest.slice(0, place), [response], ...rest.slice(place)];
}
