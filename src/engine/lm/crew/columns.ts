/** What a network says of a batch, and the gradients of that, share by share. */
import { mapValues } from '../../../mapValues';
import type { HeadName } from '../model';
import type { HeadColumns, HeadGradients } from './shardNetwork';

/** Throws when the head was not asked for. */
export function columnOf(columns: HeadColumns, head: HeadName): Float32Array {
  const column = columns[head];
  if (!column) throw new Error(`The head "${head}" was not asked for.`);
  return column;
}

/** Columns of consecutive shares, or shards, that have so many places. */
export function cutColumns(columns: HeadGradients, places: readonly number[]): HeadGradients[] {
  let at = 0;
  return places.map((count) => {
    const from = at;
    at += count;
    return mapValues(columns, (column) => column.subarray(from, at));
  });
}
