import { describe, expect, test } from 'vitest';
import { checkFirstRatio, checkKl, checkKlAtStart, checkScoreGradients, InvariantError } from './invariants';

const all = Float32Array.of(1, 1, 1);

describe('what holds in every run', () => {
  test('is let pass within rounding', () => {
    checkFirstRatio(1 + 9e-6);
    checkKl(Float32Array.of(0, 2, -9e-7), all);
    checkKlAtStart(Float32Array.of(0, 9e-7, -9e-7), all);
    checkScoreGradients(Float32Array.of(5e-8, -5e-8));
  });

  test.each([
    ['a first ratio that is not 1', () => checkFirstRatio(1.0001)],
    ['a first ratio that is no number', () => checkFirstRatio(NaN)],
    ['a negative KL', () => checkKl(Float32Array.of(1, -1e-4, 1), all)],
    ['a KL before anything was learnt', () => checkKlAtStart(Float32Array.of(0, 0.01, 0), all)],
    ['gradients that do not add up to 0', () => checkScoreGradients(Float32Array.of(0, 1e-3))],
  ])('stops a run with a sentence: %s', (_, check) => {
    expect(check).toThrow(InvariantError);
    expect(check).toThrow(/ must .* (it is|they add up to) /);
  });

  test('does not look at padding', () => {
    checkKl(Float32Array.of(0, -5, 0), Float32Array.of(1, 0, 1));
    checkKlAtStart(Float32Array.of(0, 5, 0), Float32Array.of(1, 0, 1));
  });
});
