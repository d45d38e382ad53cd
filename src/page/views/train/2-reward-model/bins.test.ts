import fc from 'fast-check';
import { expect, it } from 'vitest';
import { binsOf } from './bins';

it('counts every value once', () => {
  const scores = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(scores, scores, (a, b) => {
      const { counts } = binsOf([a, b], 20);
      expect(counts.map((group) => group.reduce((sum, n) => sum + n, 0))).toEqual([a.length, b.length]);
    }),
  );
});

it('puts the lowest in the first bin and the highest in the last', () => {
  expect(binsOf([[0, 1, 2, 4]], 4).counts).toEqual([[1, 1, 1, 1]]);
});
