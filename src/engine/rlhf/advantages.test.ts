import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainedVariance, gae, maskedMoments, whiten, whiteningOf } from './advantages';

const real = fc.float({ min: -4, max: 4, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });

/** One row: rewards and values of a response, and how much lies before and behind it. */
const anyRow = fc.record({
  tokens: fc.array(fc.record({ reward: real, value: real }), { minLength: 1, maxLength: 7 }),
  before: fc.integer({ min: 0, max: 3 }),
  after: fc.integer({ min: 0, max: 3 }),
  garbage: real,
});

function padded(row: { tokens: { reward: number; value: number }[]; before: number; after: number; garbage: number }) {
  const fill = (n: number, value: number) => new Array<number>(n).fill(value);
  const wide = (column: number[], around: number) =>
    Float32Array.from([...fill(row.before, around), ...column, ...fill(row.after, around)]);
  return {
    rewards: wide(
      row.tokens.map(({ reward }) => reward),
      row.garbage,
    ),
    values: wide(
      row.tokens.map(({ value }) => value),
      row.garbage,
    ),
    mask: wide(
      row.tokens.map(() => 1),
      0,
    ),
    time: row.before + row.tokens.length + row.after,
  };
}

/** A_t = Σ_k (γλ)^k δ_{t+k}, the double sum of the paper's equation 16. */
function doubleSum(tokens: readonly { reward: number; value: number }[], gamma: number, lambda: number): number[] {
  const delta = tokens.map(({ reward, value }, t) => reward + gamma * (tokens[t + 1]?.value ?? 0) - value);
  return tokens.map((_, t) => delta.slice(t).reduce((sum, d, k) => sum + (gamma * lambda) ** k * d, 0));
}

describe('generalized advantage estimation', () => {
  test('is the discounted sum of the errors that follow; returns add the value', () => {
    fc.assert(
      fc.property(anyRow, share, share, (row, gamma, lambda) => {
        const input = padded(row);
        const { advantages, returns } = gae(input, gamma, lambda);
        doubleSum(row.tokens, gamma, lambda).forEach((advantage, t) => {
          expect(advantages[row.before + t]).toBeCloseTo(advantage, 4);
          expect(returns[row.before + t]).toBeCloseTo(advantage + row.tokens[t].value, 4);
        });
      }),
    );
  });

  test('padding changes nothing, whatever stands there, and gets 0 itself', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const wide = gae(padded(row), 1, 0.95);
        const tight = gae(padded({ ...row, before: 0, after: 0 }), 1, 0.95);
        for (const column of ['advantages', 'returns'] as const) {
          expect(wide[column].slice(row.before, row.before + row.tokens.length)).toEqual(tight[column]);
          expect(wide[column].filter((_, i) => padded(row).mask[i] === 0).every((value) => value === 0)).toBe(true);
        }
      }),
    );
  });

  test('rows do not leak into each other', () => {
    const one = {
      tokens: [
        { reward: 1, value: 2 },
        { reward: 3, value: 4 },
      ],
      before: 1,
      after: 0,
      garbage: 9,
    };
    const two = { tokens: [{ reward: 5, value: 6 }], before: 1, after: 1, garbage: 9 };
    const [a, b] = [padded(one), padded(two)];
    const join = (x: Float32Array, y: Float32Array) => Float32Array.from([...x, ...y]);
    const both = {
      rewards: join(a.rewards, b.rewards),
      values: join(a.values, b.values),
      mask: join(a.mask, b.mask),
      time: 3,
    };
    expect(gae(both, 1, 0.95).advantages).toEqual(join(gae(a, 1, 0.95).advantages, gae(b, 1, 0.95).advantages));
  });

  test('λ = 1 and γ = 1: the return is the sum of the rewards that follow, whatever the values say', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const { returns } = gae(padded(row), 1, 1);
        row.tokens.forEach((_, t) => {
          const ahead = row.tokens.slice(t).reduce((sum, { reward }) => sum + reward, 0);
          expect(returns[row.before + t]).toBeCloseTo(ahead, 4);
        });
      }),
    );
  });
});

describe('whitening', () => {
  const anyColumn = fc
    .array(fc.record({ value: real, valid: fc.boolean() }), { minLength: 3, maxLength: 40 })
    .map((cells) => ({
      x: Float32Array.from(cells, ({ value }) => value),
      mask: Float32Array.from(cells, ({ valid }) => Number(valid)),
    }))
    .filter(({ x, mask }) => mask.reduce((sum, m) => sum + m, 0) > 1 && maskedMoments(x, mask).variance > 0.01);

  test('gives mean 0 and population variance 1 over the valid tokens, and 0 elsewhere', () => {
    fc.assert(
      fc.property(anyColumn, ({ x, mask }) => {
        const white = whiten(x, mask);
        const { mean, variance } = maskedMoments(white, mask);
        expect(mean).toBeCloseTo(0, 5);
        expect(variance).toBeCloseTo(1, 4);
        expect(white.filter((_, i) => mask[i] === 0).every((value) => value === 0)).toBe(true);
      }),
    );
  });

  test('keeps the mean where asked to, so that rewards keep their sign', () => {
    fc.assert(
      fc.property(anyColumn, ({ x, mask }) => {
        const white = maskedMoments(whiten(x, mask, false), mask);
        expect(white.mean).toBeCloseTo(maskedMoments(x, mask).mean, 4);
        expect(white.variance).toBeCloseTo(1, 4);
      }),
    );
  });

  test('is told by the numbers with which it was done', () => {
    const [x, mask] = [Float32Array.of(1, 3, 100), Float32Array.of(1, 1, 0)];
    const { mean, deviation } = whiteningOf(x, mask);
    expect(mean).toBe(2);
    expect(deviation).toBeCloseTo(1, 7);
    expect(whiten(x, mask)).toEqual(Float32Array.of((1 - mean) / deviation, (3 - mean) / deviation, 0));
  });

  test('the variance divides by n, not n − 1', () => {
    expect(maskedMoments(Float32Array.of(1, 3, 100), Float32Array.of(1, 1, 0))).toEqual({ mean: 2, variance: 1 });
  });
});

describe('explained variance', () => {
  const returns = Float32Array.of(1, 2, 3, 50);
  const mask = Float32Array.of(1, 1, 1, 0);

  test('is 1 of a perfect critic, 0 of a constant one, negative of one that misleads', () => {
    expect(explainedVariance(returns, Float32Array.of(3, 3, 3, 0), mask)).toBe(0);
    expect(explainedVariance(returns, returns, mask)).toBe(1);
    expect(explainedVariance(Float32Array.of(7, 7, 7, 0), returns, mask)).toBeCloseTo(0, 6);
    expect(explainedVariance(Float32Array.of(3, 2, 1, 0), returns, mask)).toBeLessThan(0);
  });
});
