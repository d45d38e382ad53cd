/**
 * A curve that stays small however long the run: at most `limit` points. Points fall into buckets of equal width and of
 * each bucket only the lowest and the highest are kept, because a spike is what the learner must not miss. Those are for
 * drawing: means are taken from the newest points, which are all kept, and from the sums of whole buckets.
 */
import type { Measured } from '../../../protocol/evaluate';

export interface Point {
  readonly x: number;
  readonly y: number;
  /** One standard error of y, where it is known. */
  readonly error?: number;
}

/** Larger numbers have no place in a drawing: what is computed from them on the way there is no number any more. */
export const LARGEST = 1e100;

interface Sums {
  readonly sum: number;
  /** Of the errors' squares; NaN as soon as one error is not known. */
  readonly squares: number;
  readonly count: number;
}

/** Its sums are of all points that fell into it, the forgotten ones included: their mean stays exact. */
interface Bucket extends Sums {
  readonly start: number;
  /** Place of the last of them. */
  readonly end: number;
  readonly low: Point;
  readonly high: Point;
}

export interface Series {
  readonly limit: number;
  readonly width: number;
  readonly buckets: readonly Bucket[];
  readonly first: Point | null;
  readonly last: Point | null;
  /** The newest points, as many as `RECENT_POINTS`. */
  readonly recent: readonly Point[];
}

export const RECENT_POINTS = 10;
export const POINTS_PER_SERIES = 200;

export function emptySeries(limit = POINTS_PER_SERIES): Series {
  return { limit, width: 1, buckets: [], first: null, last: null, recent: [] };
}

function extremes([head, ...rest]: readonly [Point, ...Point[]]): Pick<Bucket, 'low' | 'high'> {
  return {
    low: rest.reduce((low, point) => (point.y < low.y ? point : low), head),
    high: rest.reduce((high, point) => (point.y > high.y ? point : high), head),
  };
}

function addSums(a: Sums, b: Sums): Sums {
  return { sum: a.sum + b.sum, squares: a.squares + b.squares, count: a.count + b.count };
}

const sumsOf = (points: readonly Point[]): Sums =>
  points
    .map(({ y, error = NaN }) => ({ sum: y, squares: error ** 2, count: 1 }))
    .reduce(addSums, { sum: 0, squares: 0, count: 0 });

function meanOfSums({ sum, squares, count }: Sums): Measured {
  const error = Math.sqrt(squares) / count;
  return { value: sum / count, error: Number.isFinite(error) ? error : null };
}

function keptIn({ low, high }: Bucket): readonly Point[] {
  if (low.x === high.x) return [low];
  return low.x < high.x ? [low, high] : [high, low];
}

/** The series as it was before `x`; what a bucket had already forgotten stays forgotten. */
function before(series: Series, x: number): Series {
  const buckets = series.buckets.flatMap((bucket): readonly Bucket[] => {
    const { start } = bucket;
    if (start + series.width <= x) return [bucket];
    const [head, ...rest] = keptIn(bucket).filter((point) => point.x < x);
    if (head === undefined) return [];
    const points = [head, ...rest] as const;
    return [{ start, end: points[points.length - 1].x, ...extremes(points), ...sumsOf(points) }];
  });
  const first = series.first !== null && series.first.x < x ? series.first : null;
  const recent = series.recent.filter((point) => point.x < x);
  const end = buckets.at(-1);
  const last = end === undefined ? first : (keptIn(end).at(-1) ?? first);
  return { ...series, buckets, first, last, recent };
}

function widen(series: Series): Series {
  const width = series.width * 2;
  const buckets: Bucket[] = [];
  for (const bucket of series.buckets) {
    const start = Math.floor(bucket.start / width) * width;
    const previous = buckets.at(-1);
    if (previous?.start === start) {
      const kept = extremes([previous.low, previous.high, bucket.low, bucket.high]);
      buckets[buckets.length - 1] = { start, end: bucket.end, ...kept, ...addSums(previous, bucket) };
    } else {
      buckets.push({ ...bucket, start });
    }
  }
  return { ...series, width, buckets };
}

/** The point that a chart draws; null where it has no place for the value. An error that has none is left out. */
export function pointAt(x: number, y: number, error?: number): Point | null {
  const hasPlace = (value: number) => Math.abs(value) <= LARGEST;
  if (!hasPlace(y)) return null;
  return { x, y, ...(error !== undefined && error >= 0 && hasPlace(error) && { error }) };
}

/**
 * The series with one more point. A run that went back (to its last good state, or on reset) overwrites what came after
 * `x`; a value that a chart has no place for leaves no point.
 */
export function append(series: Series, x: number, y: number, error?: number): Series {
  const point = pointAt(x, y, error);
  if (point === null) return series;
  const base = series.last !== null && x <= series.last.x ? before(series, x) : series;
  const start = Math.floor(x / base.width) * base.width;
  const end = base.buckets.at(-1);
  const same = end?.start === start;
  const grown: Bucket = same
    ? { start, end: x, ...extremes([end.low, end.high, point]), ...addSums(end, sumsOf([point])) }
    : { start, end: x, low: point, high: point, ...sumsOf([point]) };
  let next: Series = {
    ...base,
    buckets: [...(same ? base.buckets.slice(0, -1) : base.buckets), grown],
    first: base.first ?? point,
    last: point,
    recent: [...base.recent, point].slice(-RECENT_POINTS),
  };
  while (next.buckets.length * 2 + 2 > next.limit) next = widen(next);
  return next;
}

/** The points to draw, in order of x, at most `limit` of them. */
export function pointsOf(series: Series): readonly Point[] {
  const points: Point[] = series.first === null ? [] : [series.first];
  for (const point of series.buckets.flatMap(keptIn)) {
    if (point.x > (points.at(-1)?.x ?? -Infinity)) points.push(point);
  }
  if (series.last !== null && series.last.x > (points.at(-1)?.x ?? -Infinity)) points.push(series.last);
  return points;
}

/** Thins a curve's points; extremes stay. */
export function thin(points: readonly Point[], limit: number): readonly Point[] {
  if (points.length <= limit) return points;
  return pointsOf(points.reduce((series, { x, y, error }) => append(series, x, y, error), emptySeries(limit)));
}

/**
 * The mean of all values of the last `window` iterations up to a place, the forgotten ones included. A long run has wide
 * buckets, and the window then begins with the bucket that it would begin in. Undefined where nothing was measured.
 */
export function runningMean({ width, buckets }: Series, window: number): (x: number) => number | undefined {
  const means = new Map<number, number>();
  for (const [i, { start }] of buckets.entries()) {
    const within = buckets.slice(0, i + 1).filter((bucket) => bucket.start > start - window);
    const count = within.reduce((total, bucket) => total + bucket.count, 0);
    means.set(start, within.reduce((total, bucket) => total + bucket.sum, 0) / count);
  }
  return (x) => means.get(Math.floor(x / width) * width);
}

/** The mean of each bucket at its start: the points themselves while the run is short. */
export function bucketMeans({ buckets }: Series): readonly Point[] {
  return buckets.map(({ start, sum, count }) => ({ x: start, y: sum / count }));
}

/** The mean of points that are independent of one another; its error is null where one of theirs is not known. */
export function meanOfPoints(points: readonly Point[]): Measured {
  return meanOfSums(sumsOf(points));
}

/** A mean of neighboring points. */
export interface WindowMean extends Measured {
  /** Place of the last of them. */
  readonly end: number;
}

/**
 * The means along a curve, of at least so many points each: of exactly so many while every bucket has one point, later of
 * as few whole buckets as hold them. No point is left out, and each mean has the error of all its points.
 */
export function windowMeans({ buckets }: Series, least: number): readonly WindowMean[] {
  return buckets.flatMap(({ end }, i) => {
    let sums = sumsOf([]);
    for (let from = i; from >= 0 && sums.count < least; from--) sums = addSums(sums, buckets[from]);
    return sums.count < least ? [] : [{ ...meanOfSums(sums), end }];
  });
}

/**
 * A point from which on every value lies in a range, the forgotten ones included: the first one in a run that keeps all its
 * points, later the first kept one in a bucket. Null where the last value lies outside.
 */
export function pointSince({ buckets, first }: Series, [low, high]: readonly [number, number]): Point | null {
  const outside = buckets.map((bucket) => bucket.low.y < low || bucket.high.y > high).lastIndexOf(true);
  if (outside === -1) return first;
  const next = buckets.at(outside + 1);
  return next === undefined ? null : keptIn(next)[0];
}
