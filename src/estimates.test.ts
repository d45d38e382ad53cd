import { describe, expect, test } from 'vitest';
import {
  clusteredInterval,
  estimate,
  exponential,
  finiteEstimates,
  meanEstimate,
  shareEstimate,
  shareInterval,
  sureSign,
  type Observation,
} from './estimates';

const plain = (values: readonly (readonly [string, number])[]): Observation[] =>
  values.map(([prompt, of]) => ({ prompt, of, over: 1 }));

describe('an estimate', () => {
  test('of one answer a prompt is the mean with its usual standard error', () => {
    const { mean, error, prompts } = estimate(
      plain([
        ['a', 1],
        ['b', 2],
        ['c', 6],
      ]),
    );
    expect(mean).toBe(3);
    expect(error).toBeCloseTo(Math.sqrt((4 + 1 + 9) / 2 / 3), 12);
    expect(prompts).toBe(3);
  });

  test('adds the deviations of a prompt before it squares them', () => {
    const values = plain([
      ['a', 1],
      ['a', 0],
      ['b', 1],
      ['b', 1],
      ['c', 0],
      ['c', 0],
    ]);
    // Residuals of the prompts: 0, 1, −1.
    expect(estimate(values)).toEqual({ mean: 0.5, error: Math.sqrt((2 * 3) / 2) / 6, prompts: 3 });
  });

  test('of a ratio weighs by what is counted over, and passes over what does not count', () => {
    const { mean, error, prompts } = estimate([
      { prompt: 'a', of: 1, over: 1 },
      { prompt: 'b', of: 1, over: 3 },
      { prompt: 'c', of: 0, over: 0 },
    ]);
    expect(mean).toBe(0.5);
    // Residuals .5 and −.5 of two prompts, over 4.
    expect(error).toBeCloseTo(Math.sqrt(0.5 * 2) / 4, 12);
    expect(prompts).toBe(2);
  });

  test('of one prompt has no error, and of nothing no mean', () => {
    expect(estimate(plain([['a', 1]]))).toEqual({ mean: 1, error: NaN, prompts: 1 });
    expect(estimate([]).mean).toBeNaN();
  });
});

describe('estimates of items measured once each', () => {
  test('a mean has its usual standard error', () => {
    const { mean, error, prompts } = meanEstimate(Float32Array.of(1, 2, 6));
    expect([mean, prompts]).toEqual([3, 3]);
    expect(error).toBeCloseTo(Math.sqrt((4 + 1 + 9) / 2 / 3), 12);
  });

  test('a share is as it was seen, its error binomial with two successes and two failures more', () => {
    const { mean, error } = shareEstimate(9, 12);
    expect(mean).toBe(0.75);
    expect(error).toBeCloseTo(Math.sqrt(((11 / 16) * (5 / 16)) / 16), 12);
  });

  test.each([0, 12])('%i of 12 is not certain, and less so than of 120', (right) => {
    expect(shareEstimate(right, 12).error).toBeGreaterThan(0.05);
    expect(shareEstimate(right * 10, 120).error).toBeLessThan(shareEstimate(right, 12).error / 5);
  });

  test('the exponential of a loss has the error times the slope', () => {
    const { mean, error } = exponential({ mean: Math.log(3), error: 0.01, prompts: 160 });
    expect(mean).toBeCloseTo(3, 12);
    expect(error).toBeCloseTo(0.03, 12);
  });

  test('a mean over nothing that counts is left out, as is one too large for a number, and an error that is not known', () => {
    const nothing = estimate([{ prompt: 'a tie', of: 0, over: 0 }]);
    const alone = estimate([{ prompt: 'one', of: 1, over: 2 }]);
    const measured = finiteEstimates({
      heldOutAccuracy: nothing,
      perplexity: exponential({ mean: 1000, error: 1, prompts: 2 }),
      goldReward: alone,
    });
    expect(measured).toEqual({ values: { goldReward: 0.5 }, errors: {} });
  });
});

describe('the sign of a difference', () => {
  test('is sure from two standard errors on, and of an exact one always', () => {
    expect([0.21, 0.2, -0.2, -0.21].map((difference) => sureSign(difference, 0.1))).toEqual([1, 0, 0, -1]);
    expect([1e-9, 0, -1e-9].map((difference) => sureSign(difference, 0))).toEqual([1, 0, -1]);
  });
});

describe('the interval of a share', () => {
  test('is Wilson’s: by Brown, Cai and DasGupta’s formula (4)', () => {
    const [n, p, z] = [50, 0.2, 1.96];
    const center = (n * p + z ** 2 / 2) / (n + z ** 2);
    const half = ((z * Math.sqrt(n)) / (n + z ** 2)) * Math.sqrt(p * (1 - p) + z ** 2 / (4 * n));
    expect(shareInterval(p, n, z)[0]).toBeCloseTo(center - half, 12);
    expect(shareInterval(p, n, z)[1]).toBeCloseTo(center + half, 12);
  });

  test.each([
    [0, 60, 0, 1 / 61],
    [1, 60, 60 / 61, 1],
    [1 / 12, 12, 0.0323, 0.1985],
  ])('of %d of %i is not empty and stays inside', (share, items, low, high) => {
    const [from, to] = shareInterval(share, items);
    expect(from).toBeCloseTo(low, 4);
    expect(to).toBeCloseTo(high, 4);
    expect(from).toBeGreaterThanOrEqual(0);
    expect(to).toBeLessThanOrEqual(1);
  });

  test('that is clustered has as many items as its error is worth', () => {
    // √(0.3 · 0.7 / 84) = 0.05
    const error = 0.05;
    expect(clusteredInterval({ mean: 0.3, error, prompts: 200 })).toEqual(shareInterval(0.3, (0.3 * 0.7) / error ** 2));
    const [low, high] = clusteredInterval({ mean: 0.99, error: 0.02, prompts: 30 });
    expect(high).toBeLessThan(1);
    expect(0.99 - low).toBeGreaterThan(high - 0.99);
  });

  test('that is clustered has one item a prompt where all answers are alike', () => {
    const alike = estimate(plain(['a', 'a', 'b', 'b', 'c', 'c'].map((prompt) => [prompt, 1])));
    expect(clusteredInterval(alike)).toEqual(shareInterval(1, 3));
  });

  test('is not known where the error is not', () => {
    expect(clusteredInterval({ mean: 0.5, error: NaN, prompts: 1 })[0]).toBeNaN();
  });
});
