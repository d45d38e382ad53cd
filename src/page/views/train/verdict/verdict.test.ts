/** What a run came to, and what goes wrong in it, by hand and on the lab's recorded runs of the papers' failures. */
import { describe, expect, it } from 'vitest';
import type { MetricName } from '../../../../experiment/metrics';
import { recordingOf } from '../../../../testing/recordings';
import type { Curves } from '../../../store/run/pageModel';
import { append, emptySeries, type Series } from '../../../store/run/series';
import { changeOf, isWithoutPenalty, sureDirection } from './change';
import { diagnose } from './diagnosis';
import { verdictOf } from './verdict';

type Values = readonly (readonly [x: number, y: number, error?: number])[];

const seriesOf = (values: Values): Series =>
  values.reduce((series, [x, y, error]) => append(series, x, y, error), emptySeries());

function curvesOf(metrics: { readonly [K in MetricName]?: Values }): Curves {
  const series = Object.fromEntries(Object.entries(metrics).map(([name, values]) => [name, seriesOf(values)] as const));
  return { round: 1, marks: [], series };
}

const level = (n: number, y: number, error?: number): Values =>
  Array.from({ length: n }, (_, i) => (error === undefined ? [i + 1, y] : [i + 1, y, error]));

const line = (n: number, from: number, to: number, error?: number): Values =>
  level(n, 0, error).map(([x, , e]) => {
    const y = from + ((to - from) * (x - 1)) / (n - 1);
    return e === undefined ? [x, y] : [x, y, e];
  });

describe('how far a curve came', () => {
  it('is from its first point to the mean of its last, whose errors shrink together', () => {
    const curves = curvesOf({
      goldReward: [
        [1, 0.4, 0.06],
        [2, 0.9, 0.06],
        [3, 0.5, 0.03],
        [4, 0.7, 0.04],
      ],
    });
    const change = changeOf(curves, 'goldReward', 2);
    expect(change?.from).toEqual({ value: 0.4, error: 0.06 });
    expect(change?.to.value).toBeCloseTo(0.6, 12);
    expect(change?.to.error).toBeCloseTo(0.05 / 2, 12);
    expect(change?.last).toBe(2);
    expect(changeOf(curvesOf({ goldReward: [[1, 0.4]] }), 'goldReward', 2)).toBeNull();
  });

  it('counts the points that its end is the mean of, without the first', () => {
    const change = changeOf(curvesOf({ goldReward: line(5, 0.4, 0.8, 0.1) }), 'goldReward', 10);
    expect(change?.last).toBe(4);
    expect(change?.to.value).toBeCloseTo((0.5 + 0.6 + 0.7 + 0.8) / 4, 12);
    expect(change?.to.error).toBeCloseTo(0.1 / 2, 12);
  });

  it('ends with exactly the last points however long the run', () => {
    const ys = Array.from({ length: 2000 }, (_, i) => Math.sin(i * i));
    for (const n of [150, 300, 2000]) {
      const gold = ys.slice(0, n).map((y, i) => [i + 1, y, 0.01 * (1 + (i % 7))] as const);
      const change = changeOf(curvesOf({ goldReward: gold }), 'goldReward', 10);
      const ends = gold.slice(-10);
      expect(change?.last).toBe(10);
      expect(change?.from).toEqual({ value: ys[0], error: 0.01 });
      expect(change?.to.value).toBeCloseTo(ends.reduce((sum, [, y]) => sum + y, 0) / 10, 12);
      expect(change?.to.error).toBeCloseTo(Math.hypot(...ends.map(([, , error]) => error)) / 10, 12);
    }
  });

  it('has a direction only beyond two standard errors of the difference, and none is known without them', () => {
    const from = { value: 0.5, error: 0.03 };
    expect(sureDirection({ from, to: { value: 0.6, error: 0.04 } })).toBe(0);
    expect(sureDirection({ from, to: { value: 0.61, error: 0.04 } })).toBe(1);
    expect(sureDirection({ from, to: { value: 0.3, error: 0 } })).toBe(-1);
    expect(sureDirection({ from, to: { value: 0.3, error: null } })).toBeNull();
  });
});

it('a run is without a KL penalty where it never had one', () => {
  const of = (values: Values) => isWithoutPenalty(curvesOf({ klCoef: values }));
  expect(of(level(2000, 0))).toBe(true);
  expect(of(level(2000, 0).map(([x]) => [x, x === 700 ? 0.2 : 0]))).toBe(false);
  expect(of([])).toBe(false);
  expect(isWithoutPenalty(curvesOf({ kl: level(3, 0) }))).toBe(false);
});

describe('the verdict', () => {
  it('is better where the main number surely moved the right way, worse the other way, else the same', () => {
    const ppo = (to: number) => verdictOf('ppo', curvesOf({ goldReward: line(30, 0.5, to, 0.05) }))?.outcome;
    expect([ppo(0.8), ppo(0.55), ppo(0.2)]).toEqual(['better', 'same', 'worse']);
    const pretrain = (to: number) =>
      verdictOf(
        'pretrain',
        curvesOf({
          perplexity: [
            [50, 100, 2],
            [100, to, 1],
          ],
        }),
      );
    expect([pretrain(5)?.outcome, pretrain(99)?.outcome, pretrain(120)?.outcome]).toEqual(['better', 'same', 'worse']);
  });

  it('of a reward model is against guessing, not against its own first accuracy', () => {
    const of = (first: number, last: number) =>
      verdictOf(
        'rewardModel',
        curvesOf({
          heldOutAccuracy: [
            [12, first, 0.02],
            [125, last, 0.02],
          ],
        }),
      )?.outcome;
    expect([of(0.66, 0.66), of(0.5, 0.53), of(0.6, 0.4)]).toEqual(['better', 'same', 'worse']);
    const curves = curvesOf({ heldOutAccuracy: line(2, 0.6, 0.7, 0.02) });
    // Chance is known exactly: the error is that of the end alone.
    expect(verdictOf('rewardModel', curves)?.error).toBe(0.02);
  });

  it('is unknown where no error is, as in runs that were saved without', () => {
    for (const from of [undefined, 0.01]) {
      const gold: Values = [from === undefined ? [1, 0.4] : [1, 0.4, from], [2, 0.9]];
      expect(verdictOf('sft', curvesOf({ goldReward: gold }))).toMatchObject({ outcome: 'unknown', error: null });
    }
    const accuracy = curvesOf({ heldOutAccuracy: line(2, 0.6, 0.7) });
    expect(verdictOf('rewardModel', accuracy)).toMatchObject({ outcome: 'unknown', error: null });
  });

  it('tells what else moved, as far as it was measured, and nothing of too short a run', () => {
    const verdict = verdictOf('ppo', curvesOf({ goldReward: line(20, 0.5, 0.7, 0.05), kl: line(20, 0, 1) }));
    expect(verdict?.beside.map(({ metric }) => metric)).toEqual(['kl']);
    expect(verdictOf('ppo', curvesOf({ goldReward: [[1, 0.5, 0.05]] }))).toBeNull();
  });
});

describe('the diagnosis', () => {
  const goodhart = recordingOf('goodhart');

  /** The curves of a recorded variant up to an iteration. */
  function recorded(arm: string, until = Infinity, withErrors = true): Curves {
    const metrics: { [K in MetricName]?: [number, number, number?][] } = {};
    for (const event of goodhart.events) {
      if (event.type !== 'point' || event.arm !== arm || event.x > until) continue;
      const { quantity, x, y, error } = event;
      if (quantity !== 'goldReward' && quantity !== 'proxyReward' && quantity !== 'kl') continue;
      (metrics[quantity] ??= []).push(error === undefined || !withErrors ? [x, y] : [x, y, error]);
    }
    return curvesOf(metrics);
  }

  it('of a recorded run without a KL penalty is over-optimization, long before its end; with it there is none', () => {
    expect(diagnose('ppo', recorded('yours'))).toMatchObject({ ailment: 'overoptimized', metric: 'goldReward' });
    expect(diagnose('ppo', recorded('yours', 40))).toMatchObject({ ailment: 'overoptimized' });
    const { value = NaN, than = null } = diagnose('ppo', recorded('yours')) ?? {};
    expect(than).toBeGreaterThan(value);
    for (const until of [10, 20, 40, 60, 80, 100]) expect(diagnose('ppo', recorded('β 0.2', until))).toBeNull();
  });

  it('of over-optimization has a rise before the fall only where two errors tell it from chance', () => {
    const score = line(40, 0, 2, 0.05);
    const rise = (start: number, top: number) => {
      const gold = [
        [1, start, 0.06] as const,
        ...level(39, 0).map(([x]) => [x + 1, x < 20 ? top : 0.1, 0.05] as const),
      ];
      return diagnose('ppo', curvesOf({ goldReward: gold, proxyReward: score }))?.rise;
    };
    expect([rise(0.44, 0.7), rise(0.44, 0.49), rise(0.8, 0.5)]).toEqual([1, 0, -1]);
  });

  it('of a run without errors is no over-optimization, which would be a claim about chance', () => {
    expect(diagnose('ppo', recorded('yours', 40))?.ailment).toBe('overoptimized');
    expect(diagnose('ppo', recorded('yours', 40, false))).toBeNull();
  });

  describe('of a long run', () => {
    // Every fourth iteration is an outlier: extremes alone would tell of other means than there were.
    const ripple = (x: number) => (x % 4 === 0 ? 0.3 : -0.1);
    const rippled = (values: Values): Values => values.map(([x, y]) => [x, y + ripple(x), 0.05]);
    const rise = line(2000, 0, 2, 0.05);

    it('is over-optimization told with the means of all iterations, not of the highest and the lowest', () => {
      const fall = [...line(1000, 0.2, 0.8), ...line(1000, 0.8, 0.4).map(([x, y]) => [x + 1000, y] as const)];
      const found = diagnose('ppo', curvesOf({ goldReward: rippled(fall), proxyReward: rise }));
      expect(found?.ailment).toBe('overoptimized');
      expect(found?.than).toBeCloseTo(0.8, 1);
      expect(Math.abs((found?.iteration ?? 0) - 1000)).toBeLessThan(40);
      // The newest bucket begins at 1984.
      const newest = rippled(fall).filter(([x]) => x >= 1984);
      expect(found?.value).toBeCloseTo(newest.reduce((sum, [, y]) => sum + y, 0) / newest.length, 12);
    });

    it('has no over-optimization where gold only gets more uneven around one mean', () => {
      const gold: Values = line(2000, 0.5, 0.5).map(([x, y]) => [x, y - (ripple(x) * x) / 600, 0.05]);
      expect(diagnose('ppo', curvesOf({ goldReward: gold, proxyReward: rise }))).toBeNull();
    });

    it('is collapse since an iteration after which no entropy is larger', () => {
      // All in one bucket of 32: its highest, its lowest, and the last one that is too high, which is forgotten.
      const odd: Readonly<Record<number, number>> = { 993: 0.9, 1003: 0.005, 1010: 0.06 };
      const entropy: Values = level(2000, 0).map(([x]) => [x, odd[x] ?? (x < 1000 ? 0.5 : 0.01)]);
      expect(diagnose('ppo', curvesOf({ entropy }))?.iteration).toBe(1024);
    });

    it('is over-fitting by the mean of the last ten batches', () => {
      const own: Values = level(1000, 0.7).map(([x, y]) => [x, x % 4 === 0 ? 1 : y]);
      const reward = (heldOut: number) =>
        diagnose('rewardModel', curvesOf({ accuracy: own, heldOutAccuracy: level(4, heldOut, 0.02) }));
      // Batches 991 to 1000, of which 992, 996 and 1000 are outliers.
      expect(reward(0.5)?.than).toBeCloseTo((7 * 0.7 + 3) / 10, 12);
      expect(reward(0.6)).toBeNull();
    });
  });

  it('is collapse where the policy no longer chooses, since it stopped choosing', () => {
    const entropy: Values = [...line(10, 0.5, 0.2), ...level(10, 2e-6).map(([x, y]) => [x + 10, y] as const)];
    expect(diagnose('ppo', curvesOf({ entropy }))).toEqual({
      ...{ ailment: 'collapsed', metric: 'entropy', iteration: 11, first: 0.5, value: 2e-6, than: null },
    });
    const back: Values = [...entropy, [21, 0.3]];
    expect(diagnose('ppo', curvesOf({ entropy: back }))).toBeNull();
  });

  it('is divergence where the policy is far from the fine-tuned model, or a loss grows again', () => {
    expect(diagnose('ppo', curvesOf({ kl: line(30, 0, 58) }))).toMatchObject({ ailment: 'diverged', metric: 'kl' });
    const loss: Values = [...line(20, 5, 2), ...line(20, 2, 5).map(([x, y]) => [x + 20, y] as const)];
    for (const stage of ['pretrain', 'sft'] as const) {
      expect(diagnose(stage, curvesOf({ loss }))).toMatchObject({ ailment: 'diverged', metric: 'loss' });
      expect(diagnose(stage, curvesOf({ loss: line(40, 5, 2) }))).toBeNull();
    }
  });

  it('is over-fitting where a reward model orders its own pairs far better than those it never saw', () => {
    const of = (own: number) =>
      diagnose('rewardModel', curvesOf({ accuracy: level(20, own), heldOutAccuracy: level(4, 0.6, 0.02) }));
    expect(of(0.9)).toMatchObject({ ailment: 'overfitted', metric: 'heldOutAccuracy' });
    expect(of(0.7)).toBeNull();
  });
});
