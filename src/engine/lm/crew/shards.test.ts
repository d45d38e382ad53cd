import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack } from './packing';
import { cutBatch, rangesOf, shardCount, SHARDS, shardsOf, shareOf, shareOut, sumByHalves, type Range } from './shards';

/** Rows of these lengths. */
function packed(lengths: readonly number[]) {
  const time = Math.max(...lengths);
  const ids = Int32Array.from({ length: lengths.length * time }, (_, i) => i);
  return pack({ inputs: ids, targets: ids, batch: lengths.length, time, lengths: Int32Array.from(lengths) });
}

const lengths = fc.array(fc.integer({ min: 1, max: 48 }), { minLength: 1, maxLength: 40 });

describe('a batch in shards', () => {
  it('has every place once, in its order, and none without a row', () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 12 }), (rows, most) => {
        const whole = packed(rows);
        const shards = shardsOf(shareOf(whole, cutBatch(whole, most)));
        expect(shards).toHaveLength(Math.min(most, rows.length));
        expect(shards.flatMap(({ inputs }) => [...inputs])).toEqual([...whole.inputs]);
        expect(shards.flatMap(({ positions }) => [...positions])).toEqual([...whole.positions]);
        for (const { batch, places, offsets, inputs } of shards) {
          expect(batch).toBeGreaterThan(0);
          expect([offsets[0], offsets[batch], inputs.length]).toEqual([0, places, places]);
        }
      }),
    );
  });

  it('has shards as even as whole rows allow', () => {
    const sizes = (rows: readonly number[], shards: number) => {
      const whole = packed(rows);
      return shardsOf(shareOf(whole, cutBatch(whole, shards))).map(({ places }) => places);
    };
    expect(sizes([4, 4, 4, 4], 2)).toEqual([8, 8]);
    expect(sizes([10, 1, 1, 8], 2)).toEqual([10, 10]);
    expect(sizes([1, 1, 1, 30], 3)).toEqual([2, 1, 30]);
  });

  it('has fewer of them where they would be small', () => {
    const rows = (count: number) => shardCount(packed(Array.from({ length: count }, () => 32)));
    expect([1, 3, 4, 7, 8, 15, 16, 64].map(rows)).toEqual([1, 1, 2, 2, 4, 4, 8, 8]);
  });

  it('is the same in shares as in one piece', () => {
    const whole = packed([3, 9, 1, 4, 4, 7]);
    const cuts = cutBatch(whole, 4);
    const shares = [shareOf(whole, cuts, { from: 0, to: 1 }), shareOf(whole, cuts, { from: 1, to: 4 })];
    expect(shares.map(({ first }) => first)).toEqual([0, 1]);
    expect(shares.flatMap(shardsOf)).toEqual(shardsOf(shareOf(whole, cuts)));
  });
});

describe('the shares of the members', () => {
  it('are all of the work, in order, and differ by one at most', () => {
    for (let count = 1; count <= 12; count++) {
      for (let members = 1; members <= 9; members++) {
        const shares = shareOut(count, members);
        const sizes = shares.map(({ from, to }) => to - from);
        expect(shares.map(({ from }) => from)).toEqual(
          sizes.map((_, i) => sizes.slice(0, i).reduce((a, b) => a + b, 0)),
        );
        expect(shares.at(-1)?.to).toBe(count);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        expect(Math.min(...sizes)).toBeGreaterThan(0);
      }
    }
  });

  it('can be smaller for the first', () => {
    expect(shareOut(33, 2, 0.5)).toEqual([
      { from: 0, to: 11 },
      { from: 11, to: 33 },
    ]);
    expect(shareOut(1, 4, 0.5)).toEqual([{ from: 0, to: 1 }]);
  });
});

describe('the sum of all shards', () => {
  /** How the sum came about, in brackets. */
  const brackets = (range: Range) =>
    sumByHalves(
      range,
      ({ from, to }) => (to - from === 1 ? String(from) : undefined),
      (left, right) => `(${left} ${right})`,
    );

  it('is taken in one order, whoever sums which of them', () => {
    for (let count = 1; count <= SHARDS; count++) {
      const alone = brackets({ from: 0, to: count });
      for (let members = 1; members <= 8; members++) {
        const sums = shareOut(count, members).flatMap((share) => rangesOf(share, count));
        const known = new Map(sums.map((range) => [`${range.from} ${range.to}`, brackets(range)]));
        const together = sumByHalves(
          { from: 0, to: count },
          ({ from, to }) => known.get(`${from} ${to}`),
          (left, right) => `(${left} ${right})`,
        );
        expect(together).toBe(alone);
      }
    }
    expect(brackets({ from: 0, to: 5 })).toBe('(((0 1) 2) (3 4))');
  });

  it('takes one gradient from each of two, four or eight members', () => {
    for (const members of [1, 2, 4, 8]) {
      for (const share of shareOut(SHARDS, members)) expect(rangesOf(share, SHARDS)).toEqual([share]);
    }
  });
});
