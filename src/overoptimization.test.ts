import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BEST_OF_N, fitCurve, fitFromStart, gainAt, peak, RL } from './overoptimization';

const curves = fc.record({
  alpha: fc.double({ min: 0.1, max: 2, noNaN: true }),
  beta: fc.double({ min: 0.1, max: 1, noNaN: true }),
});

describe.each([
  ['best-of-n', BEST_OF_N],
  ['RL', RL],
] as const)('the curve of %s', (_, form) => {
  test('begins at 0 and is highest at its peak', () => {
    fc.assert(
      fc.property(curves, (curve) => {
        expect(gainAt(form, curve, 0)).toBeCloseTo(0, 12);
        const top = peak(form, curve);
        if (!top) throw new Error('A curve with positive α and β turns.');
        for (const factor of [0.3, 0.9, 1.1, 3]) {
          expect(gainAt(form, curve, factor * top.distance)).toBeLessThan(top.reward);
        }
      }),
    );
  });

  test('is found again from points on it, the start among them', () => {
    fc.assert(
      fc.property(curves, (curve) => {
        const points = [0, 0.3, 0.7, 1.1, 1.6, 2.2].map((distance) => ({
          distance,
          reward: gainAt(form, curve, distance),
        }));
        const found = fitCurve(form, points);
        expect(found.alpha).toBeCloseTo(curve.alpha, 8);
        expect(found.beta).toBeCloseTo(curve.beta, 8);
      }),
    );
  });

  test('is the one of least squares: any other has a larger error', () => {
    const points = [0.2, 0.5, 1, 1.5, 2].map((distance, i) => ({ distance, reward: [0.2, 0.5, 0.45, 0.7, 0.3][i] }));
    const best = fitCurve(form, points);
    const error = (alpha: number, beta: number) =>
      points.reduce((sum, { distance, reward }) => sum + (gainAt(form, { alpha, beta }, distance) - reward) ** 2, 0);
    const least = error(best.alpha, best.beta);
    for (const [a, b] of [
      [0.01, 0],
      [-0.01, 0],
      [0, 0.01],
      [0, -0.01],
    ]) {
      expect(error(best.alpha + a, best.beta + b)).toBeGreaterThan(least);
    }
  });

  test('needs two distances above 0', () => {
    const points = [
      { distance: 0, reward: 0 },
      { distance: 1, reward: 0.5 },
      { distance: 1, reward: 0.6 },
    ];
    expect(() => fitCurve(form, points)).toThrow('two distances above 0');
  });
});

test('a curve that only rises has no peak, and one that falls from the start none above 0', () => {
  expect(peak(BEST_OF_N, { alpha: 1, beta: 0 })).toBeNull();
  expect(peak(RL, { alpha: 1, beta: -0.1 })).toBeNull();
  expect(peak(BEST_OF_N, { alpha: -1, beta: 0.5 })).toBeNull();
});

test('the peaks of the paper’s forms: α/2β, and exp(α/β − 1)', () => {
  expect(peak(BEST_OF_N, { alpha: 1.5, beta: 0.25 })?.distance).toBeCloseTo(3, 12);
  expect(peak(RL, { alpha: 1, beta: 0.5 })?.distance).toBeCloseTo(Math.E, 12);
});

describe('a curve over an unknown start', () => {
  const distances = [0, 0.3, 0.7, 1.1, 1.6, 2.2, 3];

  test.each([
    ['best-of-n', BEST_OF_N],
    ['RL', RL],
  ] as const)('of %s is found again, the start included', (_, form) => {
    fc.assert(
      fc.property(curves, fc.double({ min: -2, max: 2, noNaN: true }), (curve, start) => {
        const points = distances.map((distance) => ({ distance, reward: start + gainAt(form, curve, distance) }));
        const found = fitFromStart(form, points);
        expect(found?.start).toBeCloseTo(start, 7);
        expect(found?.curve.alpha).toBeCloseTo(curve.alpha, 7);
        expect(found?.curve.beta).toBeCloseTo(curve.beta, 7);
        expect(found?.explained).toBeCloseTo(1, 7);
      }),
    );
  });

  test('explains nothing of what is even on both sides of it', () => {
    const points = [0.5, 1, 2, 3].flatMap((distance) => [
      { distance, reward: 1 },
      { distance, reward: -1 },
    ]);
    const found = fitFromStart(RL, points);
    expect(found?.explained).toBeCloseTo(0, 9);
    expect(found?.curve.alpha).toBeCloseTo(0, 9);
  });

  test('is not determined by fewer than three distances, or by a reward that never moves', () => {
    expect(fitFromStart(RL, [])).toBeNull();
    expect(
      fitFromStart(
        RL,
        [0.5, 2, 2, 0.5].map((distance, i) => ({ distance, reward: i })),
      ),
    ).toBeNull();
    expect(
      fitFromStart(
        RL,
        distances.map((distance) => ({ distance, reward: 0.3 })),
      ),
    ).toBeNull();
  });
});
