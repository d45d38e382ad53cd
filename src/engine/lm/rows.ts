/** Rows of row-major columns. */
import type { TokenBatch } from './model';

/** Some rows of a column, in the given order. */
export function takeRows<A extends Float32Array | Int32Array>(column: A, rows: ArrayLike<number>, time: number): A {
  const taken = column.slice(0, rows.length * time) as A;
  Array.from(rows).forEach((row, i) => {
    taken.set(column.subarray(row * time, (row + 1) * time), i * time);
  });
  return taken;
}

/** The batch with nothing in it but the rows that take part. */
export function compact({ rows, ...batch }: TokenBatch): TokenBatch {
  if (!rows) return batch;
  const { inputs, targets, time, leftPadding, lengths } = batch;
  return {
    ...batch,
    inputs: takeRows(inputs, rows, time),
    targets: takeRows(targets, rows, time),
    ...(leftPadding ? { leftPadding: takeRows(leftPadding, rows, 1) } : {}),
    ...(lengths ? { lengths: takeRows(lengths, rows, 1) } : {}),
  };
}
