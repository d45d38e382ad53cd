import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { append, emptySeries } from '../../store/run/series';
import { bandAt, curvesOf, rowsOf } from './chart';
import {
  axisHeight,
  axisWidth,
  leftOf,
  lineGrowthOf,
  nearestRow,
  roundTicks,
  scaleOf,
  topOf,
  valueAt,
  type Scale,
} from './chartScale';
import { ticksOf } from './ticks';

const ends = fc
  .tuple(fc.double({ min: -1e4, max: 1e4, noNaN: true }), fc.double({ min: 1e-3, max: 1e4, noNaN: true }))
  .map(([low, length]) => [low, low + length] as const);

const scale: Scale = { width: 300, height: 120, rem: 15, x: [1, 50], y: [0, 2], yTicks: [0, 1, 2] };

describe('the ticks of the vertical axis', () => {
  test('are a few, evenly spaced, and enclose what is drawn', () => {
    fc.assert(
      fc.property(ends, ([low, high]) => {
        const ticks = roundTicks(low, high);
        const tolerance = (high - low) * 1e-6;
        expect(ticks[0]).toBeLessThanOrEqual(low + tolerance);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(high - tolerance);
        expect(ticks.length).toBeLessThanOrEqual(6);
        const steps = ticks.slice(1).map((tick, i) => tick - ticks[i]);
        for (const step of steps) expect(step / steps[0]).toBeCloseTo(1, 6);
      }),
    );
  });

  test('are round', () => {
    expect(roundTicks(0.13, 0.88)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(roundTicks(-3, 12)).toEqual([-5, 0, 5, 10, 15]);
  });

  test('have space around a curve that never moves', () => {
    for (const value of [0, 3, -0.02]) {
      const ticks = roundTicks(value, value);
      expect(ticks[0]).toBeLessThan(value);
      expect(ticks.at(-1)).toBeGreaterThan(value);
    }
  });
});

describe('the place of a value', () => {
  test('is found again from its pixels, and stays within the drawing', () => {
    for (const x of [1, 17, 50]) expect(valueAt(scale, leftOf(scale, x))).toBeCloseTo(x, 9);
    expect(valueAt(scale, 0)).toBe(1);
    expect(valueAt(scale, 1000)).toBe(50);
  });

  test('is higher for more', () => {
    expect(topOf(scale, 2)).toBeLessThan(topOf(scale, 1));
    expect(topOf(scale, 2)).toBe(4);
    expect(topOf(scale, 0)).toBe(104);
  });
});

test('every value that a curve may have has a place, however large, small or near to another it is', () => {
  const value = fc.oneof(
    fc.double({ noNaN: true }),
    fc.constantFrom(0, -0, 5e-324, 1e-300, 1e100, -1e100, 1e308, -1e308, 1, 1 + 2 ** -52),
  );
  const point = fc.record({ x: fc.oneof(fc.nat(50), fc.maxSafeNat()), y: value, error: fc.option(value) });
  const spec = { id: 'kl', lines: [{ metric: 'kl', color: 'reference' }] } as const;
  fc.assert(
    fc.property(fc.array(point, { maxLength: 12 }), (points) => {
      const series = points.reduce((all, { x, y, error }) => append(all, x, y, error ?? undefined), emptySeries());
      const curves = curvesOf(spec, [{ round: 1, series: { kl: series }, marks: [] }]);
      const rows = rowsOf(curves, { range: null, smoothing: 5 });
      const drawn = scaleOf({ width: 300, height: 120, rem: 15 }, rows, curves);
      expect(new Set(drawn.yTicks).size).toBe(drawn.yTicks.length);
      expect(drawn.yTicks.length).toBeLessThanOrEqual(6);
      for (const row of rows) {
        expect(leftOf(drawn, row.x)).toSatisfy(Number.isFinite);
        const [{ key }] = curves;
        for (const y of [...(bandAt(row, curves[0]) ?? []), row.points.get(key)?.value ?? NaN]) {
          expect(topOf(drawn, y)).toBeGreaterThanOrEqual(3.9);
          expect(topOf(drawn, y)).toBeLessThanOrEqual(104.1);
        }
      }
      for (const tick of ticksOf(rows)) expect(leftOf(drawn, tick)).toSatisfy(Number.isFinite);
    }),
    { numRuns: 500 },
  );
});

describe('the axis of a share', () => {
  const drawn = (metric: 'endedShare' | 'explainedVariance', values: readonly number[], error?: number) => {
    const series = values.reduce((all, y, x) => append(all, x, y, error), emptySeries());
    const spec = { id: 'ended', lines: [{ metric, color: 'policy' }] } as const;
    const curves = curvesOf(spec, [{ round: 1, series: { [metric]: series }, marks: [] }]);
    const rows = rowsOf(curves, { range: null, smoothing: 1 });
    const { yTicks, y } = scaleOf({ width: 300, height: 120, rem: 15 }, rows, curves);
    return { yTicks, y, bands: rows.map((row) => bandAt(row, curves[0])) };
  };

  test('ends at 0 and at 100 %, also where nothing else was measured, and so does its band', () => {
    expect(drawn('endedShare', [1, 1]).yTicks).toEqual([0.9, 0.95, 1]);
    expect(drawn('endedShare', [0]).yTicks).toEqual([0, 0.05, 0.1]);
    const { y, bands } = drawn('endedShare', [0.5, 0.98], 0.04);
    expect(y).toEqual([0.4, 1]);
    expect(bands[1]).toEqual([0.94, 1]);
  });

  test('ends at 1 and has no floor where the values explain less than nothing', () => {
    expect(drawn('explainedVariance', [-3, 0.9])).toMatchObject({ yTicks: [-4, -2, 0], y: [-4, 1] });
  });
});

test('the nearest row is the one that a pointer means', () => {
  const rows = [{ x: 1 }, { x: 5 }, { x: 10 }];
  expect([-3, 2.9, 3.1, 8, 99].map((x) => nearestRow(rows, x))).toEqual([0, 0, 1, 2, 2]);
});

test('nothing drawn has a scale, too', () => {
  expect(scaleOf({ width: 0, height: 0, rem: 15 }, [], [])).toMatchObject({ x: [0, 0], y: [0, 1] });
});

test('with the page’s type the axes take more room and lines grow, and at the usual size nothing does', () => {
  const usual = { ...scale, rem: 15 };
  const projector = { ...scale, rem: 28 };
  expect([axisWidth(usual), axisHeight(usual), lineGrowthOf(15)]).toEqual([48, 16, 1]);
  // Labels of 0.8 of 28 px are 1.6 times as large as those that the usual room is for.
  expect([axisWidth(projector), axisHeight(projector)]).toEqual([77, 26]);
  expect(lineGrowthOf(30)).toBe(2);
  // The first place stands right of the labels, and the lowest value above them.
  expect(leftOf(projector, 1) - leftOf(usual, 1)).toBe(77 - 48);
  expect(topOf(usual, 0) - topOf(projector, 0)).toBe(26 - 16);
});
