import { expect, it } from 'vitest';
import { typedNumber } from './typedNumber';

it('reads a number with a point, a comma or an exponent', () => {
  expect(['0.5', '0,5', '0,125', ' ,5 ', '-1,25', '3e-4', '1e3', '7', '0'].map(typedNumber)).toEqual([
    0.5, 0.5, 0.125, 0.5, -1.25, 3e-4, 1000, 7, 0,
  ]);
});

it('reads nothing else, thousands with commas least of all', () => {
  expect(['', ' ', 'a', '1,000', '1,000,000', '1.000,5', '0,', '1 2', '--1'].map(typedNumber)).toEqual(
    Array(9).fill(null),
  );
});
