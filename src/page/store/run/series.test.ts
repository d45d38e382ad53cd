import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  append,
  emptySeries,
  meanOfPoints,
  pointSince,
  pointsOf,
  POINTS_PER_SERIES,
  RECENT_POINTS,
  runningMean,
  thin,
  windowMeans,
  type Point,
} from './series';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
/** Iterations grow by at least one; some stages report every tenth. */
const run = fc
  .array(fc.record({ step: fc.integer({ min: 1, max: 25 }), y: finite }), { minLength: 1, maxLength: 3000 })
  .map((steps) => {
    let x = 0;
    return steps.map(({ step, y }) => ({ x: (x += step), y }));
  });

function seriesOf(points: readonly { x: number; y: number }[], limit = POINTS_PER_SERIES) {
  return points.reduce((series, { x, y }) => append(series, x, y), emptySeries(limit));
}

describe('series', () => {
  it('is bounded, ordered, and made of points that were there', () => {
    fc.assert(
      fc.property(run, (points) => {
        const drawn = pointsOf(seriesOf(points));
        const given = new Map(points.map(({ x, y }) => [x, y]));
        expect(drawn.length).toBeLessThanOrEqual(POINTS_PER_SERIES);
        drawn.forEach((point, i) => {
          expect(given.get(point.x)).toBe(point.y);
          if (i > 0) expect(point.x).toBeGreaterThan(drawn[i - 1].x);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the first, the last, the lowest and the highest', () => {
    fc.assert(
      fc.property(run, (points) => {
        const drawn = pointsOf(seriesOf(points));
        const ys = drawn.map(({ y }) => y);
        expect(drawn[0]).toEqual(points[0]);
        expect(drawn.at(-1)).toEqual(points.at(-1));
        expect(Math.min(...ys)).toBe(Math.min(...points.map(({ y }) => y)));
        expect(Math.max(...ys)).toBe(Math.max(...points.map(({ y }) => y)));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps every point of a short run', () => {
    const points = Array.from({ length: 90 }, (_, i) => ({ x: i + 1, y: Math.sin(i) }));
    expect(pointsOf(seriesOf(points))).toEqual(points);
  });

  it('leaves out what is not finite', () => {
    const series = append(append(append(emptySeries(), 1, 0.5), 2, NaN), 3, Infinity);
    expect(pointsOf(series)).toEqual([{ x: 1, y: 0.5 }]);
  });

  it('keeps the errors with their points: of each extreme its own, and none where none was reported', () => {
    const points = Array.from({ length: 1500 }, (_, i) => ({
      x: i + 1,
      y: Math.sin(i * 1.7),
      ...(i % 3 > 0 && { error: (i + 1) / 1000 }),
    }));
    const series = points.reduce((before, { x, y, error }) => append(before, x, y, error), emptySeries());
    for (const drawn of [pointsOf(series), thin(pointsOf(series), 40)]) {
      expect(drawn.length).toBeGreaterThan(20);
      for (const point of drawn) expect(point).toEqual(points[point.x - 1]);
      expect(drawn.some(({ error }) => error !== undefined)).toBe(true);
    }
  });

  it('leaves out an error that is not finite, and keeps its point', () => {
    expect(pointsOf(append(emptySeries(), 1, 0.5, NaN))).toStrictEqual([{ x: 1, y: 0.5 }]);
  });

  it('overwrites what came after a step back', () => {
    const series = seriesOf([1, 2, 3, 4, 5].map((x) => ({ x, y: x })));
    expect(pointsOf(append(series, 3, 30))).toEqual([
      { x: 1, y: 1 },
      { x: 2, y: 2 },
      { x: 3, y: 30 },
    ]);
  });

  it('thins to a smaller limit with the extremes kept', () => {
    const points = Array.from({ length: 200 }, (_, x) => ({ x, y: x === 77 ? 9 : 0 }));
    const thinned = thin(points, 60);
    expect(thinned.length).toBeLessThanOrEqual(60);
    expect(thinned).toContainEqual({ x: 77, y: 9 });
  });

  describe('the running mean', () => {
    const everyIteration = fc.array(finite, { minLength: 1, maxLength: 600 });
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

    it('of a short run is over exactly the last iterations', () => {
      const short = fc.array(finite, { minLength: 1, maxLength: 98 });
      fc.assert(
        fc.property(short, fc.integer({ min: 1, max: 120 }), (values, window) => {
          const smoothed = runningMean(seriesOf(values.map((y, i) => ({ x: i + 1, y }))), window);
          values.forEach((_, i) => {
            const expected = mean(values.slice(Math.max(0, i + 1 - window), i + 1));
            expect(Math.abs((smoothed(i + 1) ?? NaN) - expected)).toBeLessThan(1e-6);
          });
        }),
        { numRuns: 60 },
      );
    });

    it('counts the points that are no longer kept: over a whole run it is the mean of all values', () => {
      fc.assert(
        fc.property(everyIteration, (values) => {
          const series = seriesOf(values.map((y, i) => ({ x: i + 1, y })));
          const smoothed = runningMean(series, 1000)(values.length) ?? NaN;
          expect(Math.abs(smoothed - mean(values))).toBeLessThan(1e-6);
        }),
        { numRuns: 60 },
      );
    });

    it('forgets what a step back overwrote, and is nothing where nothing was measured', () => {
      const series = append(seriesOf([1, 2, 3, 4].map((x) => ({ x, y: x }))), 3, 30);
      expect(runningMean(series, 2)(3)).toBe(16);
      expect(runningMean(series, 2)(4)).toBeUndefined();
    });
  });

  describe('the newest points', () => {
    it('are all kept, however long the run', () => {
      fc.assert(
        fc.property(run, (points) => {
          expect(seriesOf(points).recent).toEqual(points.slice(-RECENT_POINTS));
        }),
        { numRuns: 60 },
      );
    });

    it('are without those that a step back overwrote', () => {
      const points = Array.from({ length: 1000 }, (_, i) => ({ x: i + 1, y: i }));
      const series = append(seriesOf(points), 998, -1);
      expect(series.recent).toEqual([...points.slice(990, 997), { x: 998, y: -1 }]);
    });
  });

  it('has a mean with the error of its points, if all of theirs are known', () => {
    const mean = meanOfPoints([
      { x: 1, y: 1, error: 0.3 },
      { x: 2, y: 3, error: 0.4 },
    ]);
    expect(mean.value).toBe(2);
    expect(mean.error).toBeCloseTo(0.25, 12);
    expect(meanOfPoints([{ x: 1, y: 2 }])).toEqual({ value: 2, error: null });
  });

  describe('the means along a curve', () => {
    const points: readonly Required<Point>[] = Array.from({ length: 1500 }, (_, i) => ({
      x: i + 1,
      y: Math.sin(i * i),
      error: 0.01 * (1 + (i % 5)),
    }));
    const along = (n: number, least: number) => {
      const series = points.slice(0, n).reduce((all, { x, y, error }) => append(all, x, y, error), emptySeries());
      return windowMeans(series, least);
    };

    it('of a short run are of exactly so many points', () => {
      const means = along(60, 5);
      expect(means.map(({ end }) => end)).toEqual(points.slice(4, 60).map(({ x }) => x));
      means.forEach(({ value, error }, i) => {
        const expected = meanOfPoints(points.slice(i, i + 5));
        expect(value).toBeCloseTo(expected.value, 12);
        expect(error).toBeCloseTo(expected.error ?? NaN, 12);
      });
      expect(along(4, 5)).toEqual([]);
    });

    it('of a long run are of whole buckets, every point in them counted', () => {
      // 1500 iterations lie in 94 buckets, each from a multiple of 16 on, and 20 points in two of them.
      const means = along(1500, 20);
      expect(means).toHaveLength(93);
      for (const { value, error, end } of means) {
        const begin = (Math.floor(end / 16) - 1) * 16;
        const expected = meanOfPoints(points.filter(({ x }) => x >= begin && x <= end));
        expect(value).toBeCloseTo(expected.value, 12);
        expect(error).toBeCloseTo(expected.error ?? NaN, 12);
      }
    });

    it('have no error where one of their points has none', () => {
      const series = [1, 2, 3, 4].reduce((all, x) => append(all, x, x, x === 2 ? undefined : 0.1), emptySeries());
      expect(windowMeans(series, 2).map(({ error }) => error === null)).toEqual([true, true, false]);
    });
  });

  describe('since when all values lie in a range', () => {
    it('is told of the forgotten ones, too', () => {
      const flips = fc.array(fc.constantFrom(0, 1, 2, 3), { minLength: 1, maxLength: 1500 });
      fc.assert(
        fc.property(flips, fc.nat(1500), (values, calm) => {
          const ys = values.map((y, i) => (i < calm ? y : y % 2));
          const found = pointSince(seriesOf(ys.map((y, i) => ({ x: i + 1, y }))), [0, 1]);
          const last = ys.map((y) => y > 1).lastIndexOf(true);
          if (found === null) expect(last).toBeGreaterThanOrEqual(0);
          else expect(found.x).toBeGreaterThan(last + 1);
          if (ys.length < 98) expect(found?.x ?? ys.length + 1).toBe(last + 2);
        }),
        { numRuns: 100 },
      );
    });

    it('is from the first on, or never', () => {
      const series = seriesOf([1, 2, 3].map((x) => ({ x, y: x })));
      expect(pointSince(series, [0, 3])).toBe(series.first);
      expect(pointSince(series, [2, 3])?.x).toBe(2);
      expect(pointSince(series, [0, 2])).toBeNull();
    });
  });
});
