import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meanPerResponse } from './sequences';
import { penalizeMissingEos, tokenRewards } from './rewards';

const real = fc.float({ min: -4, max: 4, noNaN: true });
const TIME = 6;

const anyRow = fc.record({
  start: fc.integer({ min: 0, max: 2 }),
  length: fc.integer({ min: 1, max: 4 }),
  logprobs: fc.array(real, { minLength: TIME, maxLength: TIME }),
  refLogprobs: fc.array(real, { minLength: TIME, maxLength: TIME }),
  score: real,
});

type Row = typeof anyRow extends fc.Arbitrary<infer R> ? R : never;

function columns(rows: readonly Row[]) {
  return {
    logprobs: Float32Array.from(rows.flatMap(({ logprobs }) => logprobs)),
    refLogprobs: Float32Array.from(rows.flatMap(({ refLogprobs }) => refLogprobs)),
    mask: Float32Array.from(
      rows.flatMap(({ start, length }) =>
        Array.from({ length: TIME }, (_, t) => Number(t >= start && t < start + length)),
      ),
    ),
    scores: Float32Array.from(rows, ({ score }) => score),
  };
}

describe('rewards of tokens', () => {
  test('are the score at the last valid token less β × the log ratio everywhere, 0 outside the response', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 3 }), (rows) => {
        const rewards = tokenRewards(columns(rows), 0.3);
        rows.forEach(({ start, length, logprobs, refLogprobs, score }, r) => {
          for (let t = 0; t < TIME; t++) {
            const inside = t >= start && t < start + length;
            const penalty = inside ? -0.3 * (logprobs[t] - refLogprobs[t]) : 0;
            expect(rewards[r * TIME + t]).toBeCloseTo(penalty + (t === start + length - 1 ? score : 0), 5);
          }
        });
      }),
    );
  });

  test('a policy equal to its reference pays nothing: each response earns its score', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 3 }), (rows) => {
        const given = columns(rows.map((row) => ({ ...row, refLogprobs: row.logprobs })));
        const total = meanPerResponse(tokenRewards(given, 0.2), given.mask, rows.length);
        expect(total).toBeCloseTo(rows.reduce((sum, { score }) => sum + score, 0) / rows.length, 5);
      }),
    );
  });

  test('a row without any response token takes no score, and none of its neighbor’s', () => {
    const empty = columns([
      { start: 0, length: 2, logprobs: [0, 0, 0, 0, 0, 0], refLogprobs: [0, 0, 0, 0, 0, 0], score: 1 },
      { start: 0, length: 0, logprobs: [0, 0, 0, 0, 0, 0], refLogprobs: [0, 0, 0, 0, 0, 0], score: 5 },
    ]);
    expect([...tokenRewards(empty, 1)].filter((reward) => reward !== 0)).toEqual([1]);
  });

  test('a response that did not end loses the penalty', () => {
    expect([...penalizeMissingEos(Float32Array.of(1, 1), [true, false], 0.5)]).toEqual([1, 0.5]);
  });
});
