import { expect, it } from 'vitest';
import { placeOf } from './scoreLine';

it('a score of 0 lies in the middle, a higher one to its right, and one that is far away at the end', () => {
  expect([0, 1.25, -1.25].map(placeOf)).toEqual([0.5, 0.75, 0.25]);
  expect([9, -9].map(placeOf)).toEqual([1, 0]);
});
