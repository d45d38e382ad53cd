/** The short form of `npm run fuzz`: hostile input at every door becomes sentences, and what is let in holds. */
import { expect, it } from 'vitest';
import { tryDoor } from './door';
import { DOORS } from './doors';

const TIMES = 300;

it.each(DOORS)('$name: nothing breaks, hangs or is taken that does not hold', async (door) => {
  const { faults, refused } = await tryDoor(door, TIMES, 0);
  expect(faults).toEqual([]);
  // Both happen, or the inputs would be none.
  expect(refused).toBeGreaterThan(TIMES / 10);
  expect(refused).toBeLessThan(TIMES);
});
