import { expect, test } from 'vitest';
import { compact, takeRows } from './rows';

test('rows are taken in the order asked for', () => {
  expect([...takeRows(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 0], 2)]).toEqual([5, 6, 1, 2]);
});

test('a compact batch holds the rows that take part and nothing else', () => {
  const [inputs, targets] = [Int32Array.of(1, 2, 3, 4, 5, 6), Int32Array.of(2, 0, 4, 0, 6, 0)];
  const batch = { inputs, targets, batch: 2, time: 2, rows: Int32Array.of(2, 0), leftPadding: Int32Array.of(0, 1, 1) };
  expect(compact(batch)).toEqual({
    inputs: Int32Array.of(5, 6, 1, 2),
    targets: Int32Array.of(6, 0, 2, 0),
    batch: 2,
    time: 2,
    leftPadding: Int32Array.of(1, 0),
  });
});
