/** What a network says of a batch, shard by shard and as a whole. */
import { mapValues } from '../../../mapValues';
import type { HeadName } from '../model';
import type { PackedBatch } from './packing';
import type { HeadColumns, HeadGradients } from './shardNetwork';

/** Throws when the head was not asked for. */
export function columnOf(columns: HeadColumns, head: HeadName): Float32Array {
  const column = columns[head];
  if (!column) throw new Error(`The head "${head}" was not asked for.`);
  return column;
}

/** The columns of all shards, one after another. */
export function joinColumns(shards: readonly HeadColumns[]): HeadColumns {
  const heads = Object.keys(shards[0]) as HeadName[];
  return Object.fromEntries(heads.map((head) => [head, concatenated(shards.map((shard) => columnOf(shard, head)))]));
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Columns over all places, by shard. */
export function cutColumns(columns: HeadGradients, shards: readonly PackedBatch[]): HeadGradients[] {
  let at = 0;
  return shards.map(({ places }) => {
    const from = at;
    at += places;
    return mapValues(columns, (column) => column.slice(from, at));
  });
}
