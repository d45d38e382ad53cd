/** How an iteration's episodes are cut into minibatches, and what is told of its updates together. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Rng } from '../../rng';
import { meanNumbers, minibatchRows } from './minibatches';

const sizesOf = (rows: readonly Int32Array[]) => rows.map((batch) => batch.length);
const written = (rows: readonly Int32Array[]) => rows.map((batch) => batch.join(' ')).join(' | ');

describe('minibatches of an iteration', () => {
  test('every epoch visits every episode once, in a new order', () => {
    const rows = minibatchRows(8, 2, 3, new Rng(1));
    expect(sizesOf(rows)).toEqual([4, 4, 4, 4, 4, 4]);
    const epochs = [0, 1, 2].map((epoch) => rows.slice(2 * epoch, 2 * epoch + 2).flatMap((batch) => [...batch]));
    for (const epoch of epochs) expect([...epoch].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(epochs.map(String)).size).toBe(3);
  });

  test('are as many as asked for where they do not divide the episodes, and differ by one episode at most', () => {
    expect(sizesOf(minibatchRows(5, 2, 1, new Rng(1)))).toEqual([3, 2]);
    expect(sizesOf(minibatchRows(7, 4, 1, new Rng(1)))).toEqual([2, 2, 2, 1]);
    expect(sizesOf(minibatchRows(31, 16, 1, new Rng(1)))).toEqual([...new Array<number>(15).fill(2), 1]);
    expect(minibatchRows(47, 16, 1, new Rng(1))).toHaveLength(16);
    expect(minibatchRows(64, 3, 1, new Rng(1)).flatMap((batch) => [...batch])).toHaveLength(64);
  });

  test('use every episode once an epoch, whatever the episodes, minibatches, epochs and groups', () => {
    const counts = [fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 16 })] as const;
    fc.assert(
      fc.property(
        ...counts,
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 4 }),
        (groups, of, epochs, k) => {
          const rows = minibatchRows(groups * k, of, epochs, new Rng(groups), k);
          const each = Math.min(of, groups);
          expect(rows).toHaveLength(epochs * each);
          for (let epoch = 0; epoch < epochs; epoch++) {
            const batches = rows.slice(epoch * each, (epoch + 1) * each);
            const used = batches.flatMap((batch) => [...batch]).sort((a, b) => a - b);
            expect(used).toEqual(Array.from({ length: groups * k }, (_, row) => row));
            const sizes = sizesOf(batches).map((size) => size / k);
            expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });

  test('are one for each group where there are fewer groups than minibatches', () => {
    expect(sizesOf(minibatchRows(4, 16, 1, new Rng(1)))).toEqual([1, 1, 1, 1]);
  });

  test('are the same rows as ever where they divide the episodes', () => {
    expect(written(minibatchRows(8, 2, 2, new Rng(7)))).toBe('1 2 7 6 | 3 5 0 4 | 2 1 6 7 | 5 0 3 4');
    expect(written(minibatchRows(12, 3, 1, new Rng(7), 2))).toBe('2 3 8 9 | 4 5 10 11 | 0 1 6 7');
  });
});

describe('the numbers of an iteration’s updates', () => {
  interface Numbers {
    readonly policyLoss: number;
    readonly ptxLoss?: number;
  }
  const mean = (...updates: readonly Numbers[]) => meanNumbers(updates);

  test('are means over the updates that have them, whichever these are', () => {
    const without = [{ policyLoss: 1 }, { policyLoss: 5 }];
    expect(mean({ policyLoss: 0, ptxLoss: 4 }, ...without)).toEqual({ policyLoss: 2, ptxLoss: 4 });
    expect(mean(...without, { policyLoss: 0, ptxLoss: 3 })).toEqual({ policyLoss: 2, ptxLoss: 3 });
    expect(mean({ policyLoss: 0, ptxLoss: 3 }, ...without, { policyLoss: 2, ptxLoss: 4 }).ptxLoss).toBe(3.5);
  });

  test('are absent where no update has them', () => {
    expect(mean({ policyLoss: 1 }, { policyLoss: 2 })).toEqual({ policyLoss: 1.5 });
  });
});
