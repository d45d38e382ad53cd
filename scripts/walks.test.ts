/** The walks that `npm run house` counts lead through the code as it is. */
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { importGraph } from './importGraph';
import { JOINTS, roomsOf, WALKS } from './walks';

const MOST_ROOMS = [32, 16, 15];

const imports = importGraph('.', ['src']);

function isJoint(step: string): boolean {
  return JOINTS.some((joint) => joint === step);
}

function isIn(room: string, file: string): boolean {
  return room.endsWith('/') ? file.startsWith(room) : file === room;
}

function areNeighbors(a: string, b: string): boolean {
  return imports.some(({ from, to }) => (isIn(a, from) && isIn(b, to)) || (isIn(b, from) && isIn(a, to)));
}

it.each(Object.entries(WALKS))(
  '%s passes files that stand, and from each to one that it imports or that imports it',
  (_, walk) => {
    expect(roomsOf(walk).filter((room) => !existsSync(room))).toEqual([]);
    const steps = walk.slice(1).map((to, i) => [walk[i], to] as const);
    const apart = steps.filter(([from, to]) => !isJoint(from) && !isJoint(to) && !areNeighbors(from, to));
    expect(apart).toEqual([]);
  },
);

it('none has grown longer', () => {
  const rooms = Object.values(WALKS).map((walk) => roomsOf(walk).length);
  rooms.forEach((count, i) => expect(count).toBeLessThanOrEqual(MOST_ROOMS[i]));
});
