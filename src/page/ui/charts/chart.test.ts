import { describe, expect, it } from 'vitest';
import type { Curves } from '../../store/run/pageModel';
import { append, emptySeries } from '../../store/run/series';
import { bandAt, bandsOf, curvesOf, readingsAt, rowsOf, type ChartSpec, type Row } from './chart';

const spec: ChartSpec = {
  id: 'reward',
  lines: [
    { metric: 'proxyReward', color: 'rewardModel' },
    { metric: 'goldReward', color: 'gold' },
  ],
};

function round(n: number, points: number, every = 1): Curves {
  let proxyReward = emptySeries();
  let goldReward = emptySeries();
  for (let x = 1; x <= points; x++) {
    proxyReward = append(proxyReward, x, x);
    if (x % every === 0) goldReward = append(goldReward, x, -x);
  }
  return { round: n, series: { proxyReward, goldReward }, marks: [] };
}

function valuesIn({ x, points }: Row) {
  return { x, ...Object.fromEntries([...points].map(([key, { value }]) => [key, value])) };
}

describe('chart', () => {
  it('puts the present round last and marks the others as past', () => {
    const curves = curvesOf(spec, [round(1, 3), round(2, 3)]);
    expect(curves.map(({ key, past }) => [key, past])).toEqual([
      ['proxyReward@1', true],
      ['goldReward@1', true],
      ['proxyReward@2', false],
      ['goldReward@2', false],
    ]);
  });

  it('joins curves that were measured at different places', () => {
    const rounds = [round(1, 4, 2)];
    expect(rowsOf(curvesOf(spec, rounds)).map(valuesIn)).toEqual([
      { x: 1, 'proxyReward@1': 1 },
      { x: 2, 'proxyReward@1': 2, 'goldReward@1': -2 },
      { x: 3, 'proxyReward@1': 3 },
      { x: 4, 'proxyReward@1': 4, 'goldReward@1': -4 },
    ]);
  });

  it('stays small with many rounds of long runs, and keeps the last value of each', () => {
    const rounds = [round(1, 5000), round(2, 4000), round(3, 3000)];
    const curves = curvesOf(spec, rounds);
    const rows = rowsOf(curves);
    expect(rows.length).toBeLessThanOrEqual(200);
    for (const { key, round: n } of curves) {
      const last = rows.filter(({ points }) => points.has(key)).at(-1);
      expect(last?.x).toBe([5000, 4000, 3000][n - 1]);
    }
  });

  it('lays the same round of another run over the present one, or its last', () => {
    const over = (present: readonly Curves[], rounds: readonly Curves[]) =>
      curvesOf(spec, present, { label: 'β 0', rounds }).flatMap(({ key, run, past }) =>
        run === null ? [] : [[key, run, past]],
      );
    const both = [round(1, 3), round(2, 3)];
    expect(over([round(1, 3)], both)[0]).toEqual(['proxyReward@1 over', 'β 0', false]);
    expect(over([...both, round(3, 3)], both)[0]).toEqual(['proxyReward@2 over', 'β 0', false]);
    expect(over([], [])).toEqual([]);
  });

  it('keeps the two runs apart in every row, and draws no band for the other', () => {
    const curves = curvesOf(spec, [round(1, 2)], { label: 'β 0', rounds: [round(1, 4, 2)] });
    const rows = rowsOf(curves);
    expect(valuesIn(rows[3])).toEqual({ x: 4, 'proxyReward@1 over': 4, 'goldReward@1 over': -4 });
    expect(bandsOf(curves, rows)).toEqual([]);
  });

  it('shows the iterations in view alone, and more of them than of the whole', () => {
    const rounds = [round(1, 5000), round(2, 4001, 3), round(3, 3001, 7)];
    const curves = curvesOf(spec, rounds);
    const inView = rowsOf(curves, { range: [1000, 2000], smoothing: 1 });
    expect(inView.every(({ x }) => x >= 1000 && x <= 2000)).toBe(true);
    const ofWhole = rowsOf(curves).filter(({ x }) => x >= 1000 && x <= 2000);
    expect(inView.length).toBeGreaterThan(ofWhole.length);
    expect(inView.length).toBeLessThanOrEqual(200);
  });

  it('adds running means beside the raw values where asked', () => {
    const curves = curvesOf(spec, [round(1, 6)]);
    expect(rowsOf(curves)[5].points.get('proxyReward@1')?.mean).toBeUndefined();
    const smoothed = rowsOf(curves, { range: null, smoothing: 5 });
    expect(smoothed[5].points.get('proxyReward@1')).toMatchObject({ value: 6, mean: 4 });
  });

  it('reads every curve at a place: where it has no value there, the last before, and its own place', () => {
    const curves = curvesOf(spec, [round(1, 5, 2)]);
    const rows = rowsOf(curves);
    expect(readingsAt(curves, rows, 4).map(({ curve, x, value }) => [curve.metric, x, value])).toEqual([
      ['proxyReward', 5, 5],
      ['goldReward', 4, -4],
    ]);
    expect(readingsAt(curves, rows, 0).map(({ curve }) => curve.metric)).toEqual(['proxyReward']);
  });

  describe('the band of standard errors', () => {
    const withErrors = (n: number): Curves => {
      const proxyReward = append(append(emptySeries(), 1, 1), 2, 2);
      const goldReward = append(append(emptySeries(), 1, 0.5), 2, 0.75, 0.25);
      return { round: n, series: { proxyReward, goldReward }, marks: [] };
    };

    it('lies one error below and above where there is one, and nowhere else', () => {
      const rounds = [withErrors(1)];
      const rows = rowsOf(curvesOf(spec, rounds));
      expect(rows.map((row) => bandAt(row, { key: 'goldReward@1', metric: 'goldReward' }))).toEqual([null, [0.5, 1]]);
      expect(rows.map(({ points }) => points.get('proxyReward@1')?.error)).toEqual([undefined, undefined]);
    });

    it('is drawn for curves of the present round with errors alone', () => {
      const rounds = [withErrors(1), withErrors(2)];
      const curves = curvesOf(spec, rounds);
      expect(bandsOf(curves, rowsOf(curves)).map(({ key }) => key)).toEqual(['goldReward@2']);
      const without = [round(1, 5)];
      expect(bandsOf(curvesOf(spec, without), rowsOf(curvesOf(spec, without)))).toEqual([]);
    });

    it('adds no rows to a long run', () => {
      let goldReward = emptySeries();
      for (let x = 1; x <= 5000; x++) goldReward = append(goldReward, x, Math.sin(x), 0.1);
      const rounds = [{ round: 1, series: { goldReward }, marks: [] }];
      const rows = rowsOf(curvesOf(spec, rounds));
      expect(rows.length).toBeLessThanOrEqual(200);
      expect(rows.every(({ points }) => points.get('goldReward@1')?.error === 0.1)).toBe(true);
    });
  });
});
