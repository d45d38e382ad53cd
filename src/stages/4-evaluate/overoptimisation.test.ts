import { describe, expect, test } from 'vitest';
import { gainAt, peak, RL, type Curve } from '../../overoptimisation';
import type { Curves } from '../../store/run';
import { append, emptySeries } from '../../store/series';
import { gains, LEAST_POINTS, outcomeOf, overoptimisationFigure } from './overoptimisation';

/** A run whose KL grows evenly with the iterations, and whose gold follows a curve from a start. */
function runOf(curve: Curve, { start = 0.4, iterations = 60, wobble = 0 } = {}): Curves {
  let [kl, goldReward, proxyReward] = [emptySeries(), emptySeries(), emptySeries()];
  for (let x = 1; x <= iterations; x++) {
    const nats = (9 * (x - 1)) / (iterations - 1);
    kl = append(kl, x, nats);
    goldReward = append(goldReward, x, start + gainAt(RL, curve, Math.sqrt(nats)) + wobble * Math.sin(97 * x * x));
    proxyReward = append(proxyReward, x, nats / 5);
  }
  return { round: 1, series: { kl, goldReward, proxyReward }, marks: [] };
}

const turning: Curve = { alpha: 0.3, beta: 0.2 };
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

  test('is not drawn through too few points, nor through noise', () => {
    expect(outcomeOf(goldOf(runOf(turning, { iterations: LEAST_POINTS - 1 }))).kind).toBe('tooFew');
    expect(outcomeOf(goldOf(runOf({ alpha: 0, beta: 0 }, { wobble: 0.1 }))).kind).toBe('noCurve');
    expect(outcomeOf(goldOf(runOf({ alpha: 0, beta: 0 }))).kind).toBe('noCurve');
  });
});

describe('the figure', () => {
  test('draws both runs, marks the peak of each, and says what it found', () => {
    const figure = overoptimisationFigure([
      { label: '', curves: runOf(turning), over: false },
      { label: 'β 0.2', curves: runOf({ alpha: 1, beta: 0.2 }), over: true },
    ]);
    const [panel] = figure?.panels ?? [];
    expect(panel.series.map(({ label, hollow = false }) => [label, hollow])).toEqual([
      ['proxy', false],
      ['gold', false],
      ['fit to gold', false],
      ['proxy, β 0.2', true],
      ['gold, β 0.2', true],
      ['fit to gold, β 0.2', false],
    ]);
    expect(panel.marks).toEqual([{ at: expect.closeTo(Math.exp(0.5), 9) as number, label: 'peak' }]);
    expect(figure?.notes[0]).toMatch(/turns at √KL = 1\.65.*α = 0\.30, β = 0\.20/);
    expect(figure?.notes[1]).toContain('does not turn');
  });

  test('is nothing before a policy was trained', () => {
    expect(overoptimisationFigure([])).toBeNull();
    expect(
      overoptimisationFigure([{ label: '', curves: { round: 1, series: {}, marks: [] }, over: false }]),
    ).toBeNull();
  });
});
