import fc from 'fast-check';
import { expect, it } from 'vitest';
import { whiten } from '../../../../engine/rlhf/advantages';
import { whiteningOf } from './whitening';

const table = (advantages: readonly (number | null)[], whitened: readonly (number | null)[]) => ({
  tokens: advantages.map(() => 'the'),
  responseStart: 1,
  columns: { advantages, whitened },
});

it('finds the mean and the deviation again by which an iteration was whitened', () => {
  const number = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(fc.array(number, { minLength: 2, maxLength: 20 }), fc.nat(18), (all, place) => {
      const advantages = Float32Array.from(all);
      const whitened = whiten(
        advantages,
        advantages.map(() => 1),
      );
      // The answer is two tokens of the iteration.
      const answer = [place % (all.length - 1), (place % (all.length - 1)) + 1];
      const of = (numbers: Float32Array) => [null, ...answer.map((i) => numbers[i])];
      const found = whiteningOf(table(of(advantages), of(whitened)));
      const apart = Math.abs(advantages[answer[0]] - advantages[answer[1]]);
      expect(found === null).toBe(apart < 1e-3);
      if (found === null) return;
      for (const [i, advantage] of advantages.entries()) {
        const again = (advantage - found.mean) / found.deviation;
        expect(Math.abs(again - whitened[i])).toBeLessThanOrEqual(1e-5 / apart);
      }
    }),
  );
});

it('does not guess from one token, nor from tokens that are alike', () => {
  expect(whiteningOf(table([null, 0.5], [null, 1]))).toBeNull();
  expect(whiteningOf(table([null, 0.5, 0.5], [null, 1, 1]))).toBeNull();
  expect(whiteningOf({ tokens: ['the'], responseStart: 0, columns: {} })).toBeNull();
});

it('does not take numbers from a damaged file for a whitening', () => {
  expect(whiteningOf(table([0, 1], [0, 0]))).toBeNull();
  expect(whiteningOf(table([0, 1], [1, 0]))).toBeNull();
});
