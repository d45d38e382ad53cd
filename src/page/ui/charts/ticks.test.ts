import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ticksOf } from './ticks';

it.each([
  [1, 26, [10, 20]],
  [1, 1000, [500, 1000]],
  [0, 4, [0, 1, 2, 3, 4]],
  [7, 7, [7]],
])('from %d to %d', (low, high, ticks) => {
  expect(ticksOf([{ x: low }, { x: high }])).toEqual(ticks);
});

it('stays within the curve, whole and few', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.integer({ min: 1, max: 20000 }), (low, length) => {
      const ticks = ticksOf([{ x: low }, { x: low + length }]);
      expect(ticks.length).toBeLessThanOrEqual(5);
      for (const tick of ticks) {
        expect(Number.isInteger(tick)).toBe(true);
        expect(tick).toBeGreaterThanOrEqual(low);
        expect(tick).toBeLessThanOrEqual(low + length);
      }
    }),
  );
});
