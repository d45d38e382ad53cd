import { describe, expect, test } from 'vitest';
import type { Curves } from '../../store/run/pageModel';
import { append, emptySeries } from '../../store/run/series';
import { curvesOf, type ChartSpec } from './chart';
import { chartCells } from './chartCells';

const spec: ChartSpec = {
  id: 'reward',
  lines: [
    { metric: 'proxyReward', color: 'rewardModel' },
    { metric: 'clipFraction', color: 'danger' },
  ],
};

function round(n: number, steps: readonly number[]): Curves {
  const proxyReward = steps.reduce((series, x) => append(series, x, x / 10 + n, 0.5), emptySeries());
  const clipFraction = append(emptySeries(), 2, 0.25);
  return { round: n, series: { proxyReward, clipFraction }, marks: [] };
}

describe('the numbers of a chart as they leave the program', () => {
  test('bear the names that TRL gives them, with standard errors where they are known', () => {
    expect(chartCells(curvesOf(spec, [round(1, [1, 2])]))).toEqual([
      ['step', 'objective/scores', 'objective/scores_stderr', 'policy/clipfrac_avg'],
      [1, 1.1, 0.5, null],
      [2, 1.2, 0.5, 0.25],
    ]);
  });

  test('distinguish earlier rounds and another run', () => {
    const [head] = chartCells(
      curvesOf(spec, [round(1, [1]), round(2, [1])], { label: 'β 0', rounds: [round(1, [1])] }),
    );
    expect(head).toEqual([
      'step',
      'objective/scores (round 1)',
      'objective/scores (round 1)_stderr',
      'policy/clipfrac_avg (round 1)',
      'objective/scores',
      'objective/scores_stderr',
      'policy/clipfrac_avg',
      'objective/scores (β 0)',
      'objective/scores (β 0)_stderr',
      'policy/clipfrac_avg (β 0)',
    ]);
  });

  test('are every point of the series, however many curves there are', () => {
    const long = (n: number) =>
      round(
        n,
        Array.from({ length: 5000 }, (_, i) => i + 1),
      );
    const rounds = [long(1), long(2), long(3)];
    const [head, ...rows] = chartCells(curvesOf(spec, rounds));
    for (const { round: n, series } of rounds) {
      const column = head.indexOf(n === 3 ? 'objective/scores' : `objective/scores (round ${n})`);
      const filled = rows.filter((row) => row[column] !== null);
      expect(filled.length).toBeGreaterThan(100);
      expect(filled.at(-1)).toContain(5000);
      expect(series.proxyReward?.last?.y).toBe(filled.at(-1)?.[column]);
    }
  });
});
