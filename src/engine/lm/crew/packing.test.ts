import { expect, test } from 'vitest';
import { pack, packColumn, unpackColumn } from './packing';

const BATCH = {
  inputs: Int32Array.of(5, 6, 0, 7, 0, 0, 8, 9, 10),
  targets: Int32Array.of(6, 0, 0, 0, 0, 0, 9, 10, 0),
  batch: 3,
  time: 3,
  lengths: Int32Array.of(2, 1, 3),
};

test('the padding on the right is left out', () => {
  expect(pack(BATCH)).toEqual({
    batch: 3,
    time: 3,
    places: 6,
    offsets: Int32Array.of(0, 2, 3, 6),
    inputs: Int32Array.of(5, 6, 7, 8, 9, 10),
    targets: Int32Array.of(6, 0, 0, 9, 10, 0),
    positions: Int32Array.of(0, 1, 0, 0, 1, 2),
    starts: Int32Array.of(0, 0, 0),
  });
});

test('of some rows too, and without lengths nothing is', () => {
  const some = pack({ ...BATCH, batch: 2, rows: Int32Array.of(2, 1) });
  expect([...some.inputs]).toEqual([8, 9, 10, 7]);
  expect([...some.offsets]).toEqual([0, 3, 4]);
  const { lengths: _, ...whole } = BATCH;
  expect([...pack(whole).inputs]).toEqual([...BATCH.inputs]);
});

test('a column comes back to its places, wide ones too, with 0 in the padding', () => {
  const packed = pack(BATCH);
  const column = packColumn([1, 2, 3, 4, 5, 6, 7, 8, 9], packed);
  expect([...column]).toEqual([1, 2, 4, 7, 8, 9]);
  expect([...unpackColumn([column], packed)]).toEqual([1, 2, 0, 4, 0, 0, 7, 8, 9]);
  const parts = [column.slice(0, 3), column.slice(3)];
  expect([...unpackColumn(parts, packed)]).toEqual([1, 2, 0, 4, 0, 0, 7, 8, 9]);
  const wide = Float32Array.from({ length: 12 }, (_, i) => i + 1);
  expect([...unpackColumn([wide], packed, 2)]).toEqual([1, 2, 3, 4, 0, 0, 5, 6, 0, 0, 0, 0, 7, 8, 9, 10, 11, 12]);
});
