import { expect, it } from 'vitest';
import { ratioOf } from './ratio';

it('the smaller side of people’s and simulated rankings is 1', () => {
  expect(ratioOf(12, 10, 512)).toEqual([1, 4]);
  expect(ratioOf(224, 10, 512)).toEqual([4, 1]);
  expect(ratioOf(6, 100, 512)).toEqual([1.2, 1]);
  expect(ratioOf(4, 100, 512)).toEqual([1, 1.3]);
  expect(ratioOf(8, 0, 512)).toBeNull();
  expect(ratioOf(0, 10, 512)).toBeNull();
});
