/**
 * A curve that stays small however long the run: at most `limit` points. Points fall into buckets of equal width and of
 * each bucket only the lowest and the highest are kept, because a spike is what the learner must not miss.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
  /** One standard error of y, where it is known. */
  readonly error?: number;
}

/** Larger numbers have no place in a drawing: what is computed from them on the way there is no number any more. */
export const LARGEST = 1e100;

interface Bucket {
  readonly start: number;
  readonly low: Point;
  readonly high: Point;
  /** Of all points that fell into it, the forgotten ones included: their mean stays exact. */
  readonly sum: number;
  readonly count: number;
}

export interface Series {
  readonly limit: number;
  readonly width: number;
  readonly buckets: readonly Bucket[];
  readonly first: Point | null;
  readonly last: Point | null;
}

export const POINTS_PER_SERIES = 200;

export function emptySeries(limit = POINTS_PER_SERIES): Series {
  return { limit, width: 1, buckets: [], first: null, last: null };
}

function extremes([head, ...rest]: readonly [Point, ...Point[]]): Pick<Bucket, 'low' | 'high'> {
  return {
    low: rest.reduce((low, point) => (point.y < low.y ? point : low), head),
    high: rest.reduce((high, point) => (point.y > high.y ? point : high), head),
  };
}

function inOrder({ low, high }: Bucket): readonly Point[] {
  if (low.x === high.x) return [low];
  return low.x < high.x ? [low, high] : [high, low];
}

/** The series as it was before `x`; what a bucket had already forgotten stays forgotten. */
function before(series: Series, x: number): Series {
  const buckets = series.buckets.flatMap((bucket): readonly Bucket[] => {
    const { start } = bucket;
    if (start + series.width <= x) return [bucket];
    const [head, ...rest] = inOrder(bucket).filter((point) => point.x < x);
    if (head === undefined) return [];
    const points = [head, ...rest] as const;
    return [{ start, ...extremes(points), sum: points.reduce((sum, { y }) => sum + y, 0), count: points.length }];
  });
  const first = series.first !== null && series.first.x < x ? series.first : null;
  const end = buckets.at(-1);
  return { ...series, buckets, first, last: end === undefined ? first : (inOrder(end).at(-1) ?? first) };
}

function widen(series: Series): Series {
  const width = series.width * 2;
  const buckets: Bucket[] = [];
  for (const bucket of series.buckets) {
    const start = Math.floor(bucket.start / width) * width;
    const previous = buckets.at(-1);
    if (previous?.start === start) {
      const sum = previous.sum + bucket.sum;
      const count = previous.count + bucket.count;
      const ends = extremes([previous.low, previous.high, bucket.low, bucket.high]);
      buckets[buckets.length - 1] = { start, ...ends, sum, count };
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
    ? { start, ...extremes([end.low, end.high, point]), sum: end.sum + y, count: end.count + 1 }
    : { start, low: point, high: point, sum: y, count: 1 };
  let next: Series = {
    ...base,
    buckets: [...(same ? base.buckets.slice(0, -1) : base.buckets), grown],
    first: base.first ?? point,
    last: point,
  };
  while (next.buckets.length * 2 + 2 > next.limit) next = widen(next);
  return next;
}

/** The points to draw, in order of x, at most `limit` of them. */
export function pointsOf(series: Series): readonly Point[] {
  const points: Point[] = series.first === null ? [] : [series.first];
  for (const point of series.buckets.flatMap(inOrder)) {
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
