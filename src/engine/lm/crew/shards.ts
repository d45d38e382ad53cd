/**
 * How the work on a batch is cut. The cut follows from the batch alone, never from how many workers there are, and so does
 * the order in which the gradients of the shards are added: the same bits come out of any crew.
 */
import type { PackedBatch } from './packing';

/** A batch whose gradient is wanted is cut into so many shards, or the half of that, or a quarter … */
export const SHARDS = 8;

/** … for smaller shards cost more by the place: each has the gradients of all parameters to add to. By measurement, at size S. */
const PLACES_OF_SHARD = 64;

/** Into how many shards a batch is cut whose gradient is wanted. */
export function shardCount({ places }: PackedBatch): number {
  let count = SHARDS;
  while (count > 1 && places < count * PLACES_OF_SHARD) count /= 2;
  return count;
}

/** Items `from` up to but without `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * A batch as consecutive rows, in as many shards, whose numbers of places differ as little as whole rows allow: the row
 * at which each begins, and the one after the last.
 */
export function cutBatch({ batch, places, offsets }: PackedBatch, shards: number): number[] {
  const count = Math.min(shards, batch);
  const starts = [0];
  for (let shard = 1; shard < count; shard++) {
    const wanted = (shard * places) / count;
    const latest = batch - (count - shard);
    let row = starts[shard - 1] + 1;
    while (row < latest && offsets[row] + offsets[row + 1] <= 2 * wanted) row++;
    starts.push(row);
  }
  return [...starts, batch];
}

/** What a member does of a batch: consecutive shards. */
export interface Share {
  readonly packed: PackedBatch;
  /** The row at which each shard begins, and the one after the last. */
  readonly cuts: readonly number[];
  /** How many shards of the batch come before. */
  readonly first: number;
}

/** Some of the shards into which a batch is cut, or all. */
export function shareOf(
  packed: PackedBatch,
  cuts: readonly number[],
  { from, to }: Range = { from: 0, to: cuts.length - 1 },
): Share {
  const rows = { from: cuts[from], to: cuts[to] };
  return {
    packed: rowsOf(packed, rows),
    cuts: cuts.slice(from, to + 1).map((row) => row - rows.from),
    first: from,
  };
}

export function shardsOf({ packed, cuts }: Share): PackedBatch[] {
  return cuts.slice(1).map((to, shard) => rowsOf(packed, { from: cuts[shard], to }));
}

function rowsOf(packed: PackedBatch, { from, to }: Range): PackedBatch {
  const { time, offsets, inputs, targets, positions, starts } = packed;
  const [begin, end] = [offsets[from], offsets[to]];
  return {
    batch: to - from,
    time,
    places: end - begin,
    offsets: offsets.slice(from, to + 1).map((offset) => offset - begin),
    inputs: inputs.slice(begin, end),
    targets: targets.slice(begin, end),
    positions: positions.slice(begin, end),
    starts: starts.slice(from, to),
  };
}

/**
 * Which of `count` items each of `members` does: consecutive ones, as evenly as can be; none for those in excess.
 * `partOfFirst`: the first one's share, if the others' is 1.
 */
export function shareOut(count: number, members: number, partOfFirst = 1): Range[] {
  const busy = Math.min(count, members);
  const before = (member: number) => (member === 0 ? 0 : member - 1 + partOfFirst);
  const start = (member: number) => Math.floor((before(member) * count) / before(busy));
  return Array.from({ length: busy }, (_, member) => ({ from: start(member), to: start(member + 1) }));
}

const middleOf = ({ from, to }: Range) => from + Math.ceil((to - from) / 2);
const halves = (range: Range): [Range, Range] => {
  const middle = middleOf(range);
  return [
    { from: range.from, to: middle },
    { from: middle, to: range.to },
  ];
};

/** Sums by halves: what `known` has for a range, or else the sum of its two halves, the left one first. */
export function sumByHalves<T>(range: Range, known: (range: Range) => T | undefined, add: (left: T, right: T) => T): T {
  const [left, right] = halves(range);
  return known(range) ?? add(sumByHalves(left, known, add), sumByHalves(right, known, add));
}

/** The fewest ranges of that tree over `count` shards which make up what a member does. */
export function rangesOf(share: Range, count: number): Range[] {
  const within = (range: Range): Range[] => {
    if (range.from >= share.to || range.to <= share.from) return [];
    if (range.from >= share.from && range.to <= share.to) return [range];
    return halves(range).flatMap(within);
  };
  return within({ from: 0, to: count });
}
