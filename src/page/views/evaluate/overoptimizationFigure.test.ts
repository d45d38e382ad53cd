import { describe, expect, test } from 'vitest';
import { gainAt, peak, RL, type GoldCurve } from '../../../overoptimization';
import type { Curves } from '../../store/run/pageModel';
import { append, emptySeries } from '../../store/run/series';
import type { FigureSeries } from './figure';
import { gains, LEAST_POINTS, outcomeOf, overoptimizationFigure } from './overoptimizationFigure';

/** A run whose KL grows evenly with the iterations, and whose gold follows a curve from a start. */
function runOf(curve: GoldCurve, { start = 0.4, iterations = 60, wobble = 0 } = {}): Curves {
  let [kl, goldReward, proxyReward] = [emptySeries(), emptySeries(), emptySeries()];
  for (let x = 1; x <= iterations; x++) {
    const nats = (9 * (x - 1)) / (iterations - 1);
    kl = append(kl, x, nats);
    goldReward = append(goldReward, x, start + gainAt(RL, curve, Math.sqrt(nats)) + wobble * Math.sin(97 * x * x));
    proxyReward = append(proxyReward, x, nats / 5);
  }
  return { round: 1, series: { kl, goldReward, proxyReward }, marks: [] };
}

const turning: GoldCurve = { alpha: 0.3, beta: 0.2 };
const goldOf = (curves: Curves) => gains(curves, 'goldReward');

describe('gold by distance', () => {
  test('joins reward and KL of the same iteration', () => {
    const points = goldOf(runOf(turning, { iterations: 4 }));
    expect(points.map(({ distance }) => distance)).toEqual([0, Math.sqrt(3), Math.sqrt(6), 3]);
    expect(points[2].reward).toBeCloseTo(0.4 + gainAt(RL, turning, Math.sqrt(6)), 12);
  });

  test('stays small for a long run', () => {
    const points = goldOf(runOf(turning, { iterations: 3000 }));
    expect(points.length).toBeLessThanOrEqual(100);
    expect(points.length).toBeGreaterThan(40);
  });

  test('is nothing where KL is not known', () => {
    expect(gains({ round: 1, series: { goldReward: append(emptySeries(), 1, 1) }, marks: [] }, 'goldReward')).toEqual(
      [],
    );
  });
});

describe('the curve through gold', () => {
  test('is found again, start and peak, through noise too', () => {
    for (const wobble of [0, 0.02]) {
      const outcome = outcomeOf(goldOf(runOf(turning, { wobble })));
      if (outcome.kind !== 'peak') throw new Error(`Expected a peak, got ${outcome.kind}.`);
      expect(outcome.fit.start).toBeCloseTo(0.4, wobble === 0 ? 9 : 1);
      expect(Math.abs(outcome.distance - (peak(RL, turning)?.distance ?? NaN))).toBeLessThan(
        wobble === 0 ? 1e-9 : 0.25,
      );
    }
  });

  test('has no peak where gold only rises, or only falls', () => {
    expect(outcomeOf(goldOf(runOf({ alpha: 1, beta: 0.2 }))).kind).toBe('rising');
    expect(outcomeOf(goldOf(runOf({ alpha: -0.3, beta: 0.1 }))).kind).toBe('falling');
  });

  test('has no peak that it does not explain half of the variance with, or that lies outside the points', () => {
    const around = (from: number, to: number, wobble: number) =>
      Array.from({ length: 40 }, (_, i) => {
        const distance = from + (i / 39) * (to - from);
        return { distance, reward: gainAt(RL, turning, distance) + (i % 2 === 0 ? wobble : -wobble) };
      });
    const top = peak(RL, turning)?.distance ?? NaN;
    expect(outcomeOf(around(0.1, 2.9, 0))).toMatchObject({ kind: 'peak', distance: expect.closeTo(top, 9) as number });
    const explained = (wobble: number) => {
      const outcome = outcomeOf(around(0.1, 2.9, wobble));
      return 'fit' in outcome ? { kind: outcome.kind, explained: outcome.fit.explained } : { kind: outcome.kind };
    };
    expect(explained(0.04)).toMatchObject({ kind: 'peak' });
    expect(explained(0.04).explained).toBeGreaterThan(0.5);
    expect(explained(0.08)).toMatchObject({ kind: 'unclear' });
    expect(explained(0.08).explained).toBeLessThan(0.5);
    expect(outcomeOf(around(0.1, top - 0.05, 0)).kind).toBe('rising');
    // As a second round: what its curve does at distances without points does not count.
    expect(outcomeOf(around(top + 0.05, 2.9, 0)).kind).toBe('falling');
  });

  test('is not drawn through too few points, nor through noise', () => {
    expect(outcomeOf(goldOf(runOf(turning, { iterations: LEAST_POINTS - 1 }))).kind).toBe('tooFew');
    expect(outcomeOf(goldOf(runOf({ alpha: 0, beta: 0 }, { wobble: 0.1 }))).kind).toBe('noCurve');
    expect(outcomeOf(goldOf(runOf({ alpha: 0, beta: 0 }))).kind).toBe('noCurve');
  });
});

describe('the figure', () => {
  test('draws both runs, marks the peak of each, and says what it found', () => {
    const figure = overoptimizationFigure([
      { label: '', curves: runOf(turning), over: false },
      { label: 'β 0.2', curves: runOf({ alpha: 1, beta: 0.2 }), over: true },
    ]);
    const [panel] = figure?.panels ?? [];
    expect(panel.series.map(({ label, hollow = false }) => [label, hollow])).toEqual([
      ['score', false],
      ['gold', false],
      ['fit to gold', false],
      ['score, β 0.2', true],
      ['gold, β 0.2', true],
      ['fit to gold, β 0.2', false],
    ]);
    expect(panel.marks).toEqual([{ at: expect.closeTo(Math.exp(0.5), 9) as number, label: 'peak' }]);
    expect(figure?.notes[0]).toMatch(/turns at √KL = 1\.65.*α = 0\.30, β = 0\.20/);
    expect(figure?.notes[1]).toMatch(/^The points of β 0\.2 show no turn: .*100 % of their variance/);
  });

  test('distinguishes rounds without color, and draws the curve of each only where it has points', () => {
    const first = runOf(turning);
    const later = { ...runOf({ alpha: -0.3, beta: 0.1 }, { wobble: 0.02 }), round: 2 };
    const kl = [...Array(60).keys()].reduce((series, i) => append(series, i + 1, 4 + i / 20), emptySeries());
    const [panel] =
      overoptimizationFigure([
        { label: 'round 1', curves: first, over: false },
        { label: 'round 2', curves: { ...later, series: { ...later.series, kl } }, over: false },
        { label: 'β 0.2', curves: runOf({ alpha: 1, beta: 0.2 }), over: true },
      ])?.panels ?? [];
    const look = ({ color, shape, hollow, line }: FigureSeries) => [color, shape, hollow, line].join(' ');
    expect(new Set(panel.series.map(look)).size).toBe(panel.series.length);
    const second = panel.series.find(({ label }) => label === 'fit to gold, round 2')?.points ?? [];
    expect(second[0].x).toBeCloseTo(2, 12);
    expect(second.at(-1)?.x).toBeCloseTo(Math.sqrt(4 + 59 / 20), 12);
  });

  test('is nothing before a policy was trained', () => {
    expect(overoptimizationFigure([])).toBeNull();
    expect(
      overoptimizationFigure([{ label: '', curves: { round: 1, series: {}, marks: [] }, over: false }]),
    ).toBeNull();
  });
});
