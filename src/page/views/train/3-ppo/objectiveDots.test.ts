import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clamp, curveOf, dotOf, isFar, objectiveRange, ratioRange } from './objectiveDots';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

it('stops paying for a better token above 1 + ε, and for a worse one below 1 − ε', () => {
  expect(dotOf('a', 1.5, 2, 0.2)).toMatchObject({ objective: 2.4, clipped: true });
  expect(dotOf('a', 0.5, 2, 0.2)).toMatchObject({ objective: 1, clipped: false });
  expect(dotOf('a', 0.5, -2, 0.2)).toMatchObject({ objective: -1.6, clipped: true });
  expect(dotOf('a', 1.5, -2, 0.2)).toMatchObject({ objective: -3, clipped: false });
});

it('is never more than the free objective, and equal to it inside the clip range', () => {
  fc.assert(
    fc.property(number(0, 4), number(-5, 5), number(0.01, 1), (ratio, advantage, clipRange) => {
      const { objective } = dotOf('a', ratio, advantage, clipRange);
      expect(objective).toBeLessThanOrEqual(ratio * advantage);
      if (Math.abs(ratio - 1) <= clipRange) expect(objective).toBe(ratio * advantage);
    }),
  );
});

it('draws every dot within five clip ranges inside the ranges, and on the curve of its own advantage', () => {
  fc.assert(
    fc.property(number(-1, 1), number(0.1, 5), fc.boolean(), number(0.01, 0.2), (far, size, better, clipRange) => {
      const dot = dotOf('a', 1 + 5 * far * clipRange, better ? size : -size, clipRange);
      const ratios = ratioRange([dot], clipRange);
      expect(clamp(dot.ratio, ratios)).toBe(dot.ratio);
      const curve = curveOf(dot.advantage, clipRange, ratios);
      const next = curve.findIndex(([x]) => x >= dot.ratio);
      const [[x0, y0], [x1, y1]] = [curve[Math.max(0, next - 1)], curve[Math.max(1, next)]];
      expect(y0 + ((y1 - y0) * (dot.ratio - x0)) / (x1 - x0)).toBeCloseTo(dot.objective, 9);
      const { low, high } = objectiveRange(curve.map(([, y]) => y));
      expect(dot.objective).toBeGreaterThanOrEqual(low);
      expect(dot.objective).toBeLessThanOrEqual(high);
    }),
  );
});

it('lets no outlier press the others together: it lies at the edge', () => {
  const outlier = dotOf('a', 7, 1, 0.2);
  const ratios = ratioRange([dotOf('b', 1.1, 1, 0.2), outlier], 0.2);
  expect(ratios.low).toBeCloseTo(0.6, 12);
  expect(ratios.high).toBeCloseTo(2, 12);
  expect(isFar(outlier, 0.2)).toBe(true);
  expect(clamp(outlier.ratio, ratios)).toBe(ratios.high);
});
