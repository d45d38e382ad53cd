import { expect, it } from 'vitest';
import { secondsLeft } from './secondsLeft';

it('the rest takes as long as its share at the pace so far, once there is a pace', () => {
  expect(secondsLeft(10_000, 0.25)).toBe(30);
  expect(secondsLeft(10_000, 1)).toBe(0);
  expect(secondsLeft(10_000, 0.01)).toBeNull();
  expect(secondsLeft(0, 0.5)).toBeNull();
});
