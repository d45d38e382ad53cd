import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../../lm/backend';
import { crossEntropy } from '../../lm/crossEntropy';
import type { Model } from '../../lm/model';
import { Rng } from '../../../rng';
import { defaultSettings, trainingSettings } from '../../../experiment/settings';
import { chatPrompt } from '../../../world/promptFormats';
import { bestOfEach, bestOfNKl, bestOfNMean, trainBestOfN } from './bestOfN';
import { sequenceBatch, type Sequence } from '../sequences';
import { NARROW, ruleModel, smallNetwork } from '../../../testing/smallNetworks';

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

describe('rejection sampling', () => {
  const ROUNDS = { roundIterations: 2, winnerEpochs: 3, winnerBatch: 4 };
  const settings = {
    ...trainingSettings(defaultSettings('XS')),
    ...ROUNDS,
    ppoIterations: 3,
    rolloutBatch: 16,
    groupSize: 4,
    policyLr: 0.01,
  };
  const networks = () => ({
    policy: smallNetwork(NARROW),
    referencePolicy: smallNetwork(NARROW),
    rewardModel: ruleModel((response) => response[0] / 100),
  });

  beforeAll(async () => {
    await openBackend('wasm');
  });

  test('marks the best of each group, and learns from those alone', async () => {
    const oneRound = { ...settings, roundIterations: 1, winnerEpochs: 1 };
    for await (const step of trainBestOfN(networks(), () => oneRound, new Rng(1))) {
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

  test('learns a whole round’s winners together, some epochs long, and what the last round has', async () => {
    const seen: string[] = [];
    const given = networks();
    const before = await given.policy.parameters();
    for await (const step of trainBestOfN(given, () => settings, new Rng(1))) {
      if (step.kind === 'update') seen.push(`${step.update}/${step.of}`);
      if (step.kind !== 'metrics') continue;
      seen.push(step.metrics.policyLoss === undefined ? 'kept' : 'learnt');
      if (step.iteration === 1) expect(await given.policy.parameters()).toEqual(before);
    }
    // Two iterations of 4 winners, 4 an update, 3 epochs; then one iteration alone.
    const two = Array.from({ length: 6 }, (_, i) => `${i + 1}/6`);
    expect(seen).toEqual(['kept', ...two, 'learnt', '1/3', '2/3', '3/3', 'learnt']);
  });

  test('deals the winners that fill no update out to the others, so that each is learnt once an epoch', async () => {
    // Two iterations of 5 winners, 3 an update.
    const uneven = { ...settings, ppoIterations: 2, rolloutBatch: 20, winnerEpochs: 1, winnerBatch: 3 };
    const learnt: number[][] = [];
    for await (const step of trainBestOfN(networks(), () => uneven, new Rng(1))) {
      if (step.kind === 'update') learnt.push([...step.rows]);
    }
    expect(learnt.map((rows) => rows.length)).toEqual([4, 3, 3]);
    expect(learnt.flat().sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('fits the winners of all of a round’s iterations', async () => {
    const given = networks();
    const round = { ...settings, ppoIterations: 2, winnerEpochs: 60 };
    const winners: Sequence[] = [];
    for await (const step of trainBestOfN(given, () => round, new Rng(1))) {
      if (step.kind !== 'advantages') continue;
      const { best, prompts, responses } = step.experience;
      for (const row of best) winners.push({ prompt: chatPrompt(prompts[row].text), response: responses[row].tokens });
    }
    const batch = sequenceBatch(winners);
    const loss = async (policy: Model) => {
      const mask = tf.tensor2d(batch.mask, [batch.batch, batch.time]);
      const { logprobs } = await policy.forward(batch, ['logprobs']);
      return (await crossEntropy(logprobs, mask).data())[0];
    };
    expect(winners).toHaveLength(8);
    expect(await loss(given.policy)).toBeLessThan(0.7 * (await loss(given.referencePolicy)));
  });
});
