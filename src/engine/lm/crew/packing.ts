/** A batch without its padding on the right, which nothing depends on: the places that count, row after row. */
import type { TokenBatch } from '../model';
import { positions } from '../plain/masks';
import { compact } from '../rows';

export interface PackedBatch {
  /** Rows B, the most places T of a row, and the places that count in all, M. */
  readonly batch: number;
  readonly time: number;
  readonly places: number;
  /** Where each row begins among the M places, and where the last one ends. [B + 1] */
  readonly offsets: Int32Array;
  /** [M] each. */
  readonly inputs: Int32Array;
  readonly targets: Int32Array;
  readonly positions: Int32Array;
  /** Padding on the left of each row. [B] */
  readonly starts: Int32Array;
}

type Layout = Pick<PackedBatch, 'batch' | 'time' | 'offsets'>;

export function pack(whole: TokenBatch): PackedBatch {
  const { inputs, targets, batch, time, leftPadding, lengths } = compact(whole);
  const offsets = new Int32Array(batch + 1);
  for (let row = 0; row < batch; row++) offsets[row + 1] = offsets[row] + (lengths?.[row] ?? time);
  const layout = { batch, time, offsets };
  const column = (values: Int32Array) => Int32Array.from(packColumn(values, layout));
  return {
    ...layout,
    places: offsets[batch],
    inputs: column(inputs),
    targets: column(targets),
    positions: column(positions(batch, time, leftPadding)),
    starts: leftPadding ?? new Int32Array(batch),
  };
}

/** [B·T] → [M] */
export function packColumn(column: ArrayLike<number>, { time, offsets }: Layout): Float32Array {
  const packed = new Float32Array(offsets[offsets.length - 1]);
  for (let row = 0; row + 1 < offsets.length; row++) {
    for (let at = offsets[row]; at < offsets[row + 1]; at++) packed[at] = column[row * time + at - offsets[row]];
  }
  return packed;
}

/** Columns of consecutive rows, [M, width] together → [B·T, width], 0 where nothing counts */
export function unpackColumn(
  parts: readonly Float32Array[],
  { batch, time, offsets }: Layout,
  width = 1,
): Float32Array {
  const column = new Float32Array(batch * time * width);
  let row = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; row++) {
      const next = at + (offsets[row + 1] - offsets[row]) * width;
      column.set(part.subarray(at, next), row * time * width);
      at = next;
    }
  }
  return column;
}
