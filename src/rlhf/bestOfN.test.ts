import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openBackend } from '../lm/backend';
import { Rng } from '../rng';
import { defaultSettings } from '../settings';
import { bestOfEach, bestOfNKl, bestOfNMean, trainBestOfN } from './bestOfN';
import { trainingSettings } from './pipeline';
import { NARROW, ruleModel, smallNetwork } from './smallNetworks';

/** All ways to choose n of the indices below `of`. */
function subsets(of: number, n: number, from = 0): number[][] {
  if (n === 0) return [[]];
  return Array.from({ length: of - from }, (_, i) => from + i).flatMap((first) =>
    subsets(of, n - 1, first + 1).map((rest) => [first, ...rest]),
  );
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the best of n of N samples', () => {
  test('is worth the average over all subsets of n', () => {
    const sample = fc.record({
      proxy: fc.integer({ min: -1000, max: 1000 }),
      gold: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(sample, { minLength: 7, maxLength: 7, selector: ({ proxy }) => proxy }), (samples) => {
        const [proxy, gold] = [samples.map((one) => one.proxy), samples.map((one) => one.gold)];
        for (let n = 1; n <= 7; n++) {
          const winners = subsets(7, n).map((chosen) => chosen.reduce((a, b) => (proxy[b] > proxy[a] ? b : a)));
          expect(bestOfNMean(proxy, proxy, n)).toBeCloseTo(mean(winners.map((i) => proxy[i])), 8);
          expect(bestOfNMean(proxy, gold, n)).toBeCloseTo(mean(winners.map((i) => gold[i])), 10);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('keeps its digits at N = 64', () => {
    const ranks = Array.from({ length: 64 }, (_, i) => i + 1);
    const ones = ranks.map(() => 1);
    for (const n of [1, 2, 16, 32, 63, 64]) {
      expect(bestOfNMean(ranks, ones, n)).toBeCloseTo(1, 12);
      // The largest of n numbers drawn from 1 … N without replacement.
      expect(bestOfNMean(ranks, ranks, n)).toBeCloseTo((n * 65) / (n + 1), 10);
    }
  });

  test('lies log n − (n−1)/n from one sample', () => {
    // The best of n among very many equally likely responses, by enumeration.
    const responses = 20_000;
    for (const n of [1, 2, 4, 16, 64]) {
      let kl = 0;
      for (let i = 1; i <= responses; i++) {
        const best = (i / responses) ** n - ((i - 1) / responses) ** n;
        kl += best > 0 ? best * Math.log(best * responses) : 0;
      }
      expect(bestOfNKl(n)).toBeCloseTo(kl, 2);
    }
    expect(bestOfNKl(1)).toBe(0);
  });
});

test('the best of each group is its highest score, the first of equals', () => {
  expect([...bestOfEach(Float32Array.of(1, 3, 3, 0, -2, -5, -1, -1), 4)]).toEqual([1, 6]);
});

test('rejection sampling learns from the best of each group alone', async () => {
  await openBackend('wasm');
  const networks = {
    policy: smallNetwork(NARROW),
    referencePolicy: smallNetwork(NARROW),
    rewardModel: ruleModel((response) => response[0] / 100),
  };
  const settings = { ...trainingSettings(defaultSettings('XS')), rolloutBatch: 16, groupSize: 4, policyLr: 0.01 };
  for await (const step of trainBestOfN(networks, () => settings, new Rng(1))) {
    if (step.kind !== 'metrics') continue;
    const { best, scores, advantages, batch, logprobs } = step.experience;
    expect(best).toHaveLength(4);
    const winners = [...best].flatMap((row) =>
      Array.from({ length: batch.time }, (_, t) => row * batch.time + t).filter((i) => batch.mask[i] === 1),
    );
    expect([...advantages.keys()].filter((i) => advantages[i] === 1)).toEqual(winners);
    expect(advantages.filter((advantage) => advantage !== 0)).toHaveLength(winners.length);
    expect(step.metrics.policyLoss).toBeCloseTo(-mean(winners.map((i) => logprobs[i])), 4);
    expect(step.metrics.bestReward).toBeCloseTo(mean([...best].map((row) => scores[row])), 5);
    expect(step.metrics.bestReward).toBeGreaterThan(step.metrics.proxyReward);
    break;
  }
});
