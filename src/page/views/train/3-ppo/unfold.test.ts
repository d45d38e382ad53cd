import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unfold } from './unfold';

it('credits a token with later surprises, less the further they are', () => {
  const { weights, shares, sum } = unfold([null, 0.4, 0.2, -1], 2, 0.5);
  expect(weights).toEqual([null, null, 1, 0.5]);
  expect(shares).toEqual([null, null, 0.2, -0.5]);
  expect(sum).toBeCloseTo(-0.3);
});

it('adds up to what the recursion gives', () => {
  const deltas = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 24 });
  fc.assert(
    fc.property(deltas, fc.double({ min: 0, max: 1, noNaN: true }), (deltas, decay) => {
      let advantage = 0;
      for (let t = deltas.length - 1; t >= 0; t--) {
        advantage = deltas[t] + decay * advantage;
        expect(unfold(deltas, t, decay).sum).toBeCloseTo(advantage, 9);
      }
    }),
  );
});
