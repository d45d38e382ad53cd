import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { append, emptySeries, pointsOf, POINTS_PER_SERIES, runningMean, thin } from './series';

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
});
