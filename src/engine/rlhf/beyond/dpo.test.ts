import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../../lm/backend';
import { NonFiniteError, readAll } from '../../lm/read';
import { Rng } from '../../../rng';
import { defaultSettings, optimizerSettings } from '../../../experiment/settings';
import { samplePrompt } from '../../../world/prompts';
import { EOT } from '../../../world/vocabulary';
import type { Comparison } from '../comparisons';
import { DPO, dpoLoss, pairMetrics, type DpoLossSettings, type DpoMetrics, type DpoSettings } from './dpo';
import { trainOffline } from './offline';
import { pairwiseLoss, pairWeights, rankedPairs, type Ranking } from '../pairwiseLoss';
import { NARROW, smallNetwork } from '../../../testing/smallNetworks';

const SIGMOID: DpoLossSettings = { dpoLoss: 'sigmoid', dpoBeta: 0.3, dpoLabelSmoothing: 0 };
const SETTINGS: DpoSettings = {
  ...SIGMOID,
  offlineEpochs: 15,
  offlineBatch: 2,
  offlineLr: 0.01,
  optimizer: optimizerSettings(defaultSettings()),
};

const RANKED: Ranking[] = [{ levels: [[2], [0], [3], [1]] }, { levels: [[1], [0], [2], [3]], identical: [[0, 2]] }];
const K = 4;
const rng = new Rng(3);
const logRatios = Float32Array.from({ length: 2 * K }, () => rng.normal(0, 3));

async function lossAndGradient(values: Float32Array, settings: DpoLossSettings) {
  return readAll(
    tf.tidy(() => {
      const weights = tf.tensor3d(pairWeights(RANKED, K), [2, K, K]);
      const loss = (x: tf.Tensor) => dpoLoss(x as tf.Tensor2D, weights, settings);
      const { value, grad } = tf.valueAndGrad(loss)(tf.tensor2d(values, [2, K]));
      return { loss: value, gradient: grad };
    }),
  );
}

/** Mean over prompts of the mean over their pairs. */
function meanOverPairs(f: (margin: number) => number): number {
  const perPrompt = RANKED.map((prompt, p) => {
    const margins = rankedPairs(prompt).map(([w, l]) => logRatios[p * K + w] - logRatios[p * K + l]);
    return margins.reduce((sum, margin) => sum + f(margin), 0) / margins.length;
  });
  return (perPrompt[0] + perPrompt[1]) / 2;
}
const logSigmoid = (x: number) => -Math.log1p(Math.exp(-x));

describe.each(['cpu', 'wasm'] as const)('the loss of DPO on %s', (backend) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  test("is the reward model's pairwise loss of the implicit rewards", async () => {
    const { loss } = await lossAndGradient(logRatios, SIGMOID);
    const { pairwise } = await readAll(
      tf.tidy(() => {
        const rewards = tf.mul<tf.Tensor2D>(tf.tensor2d(logRatios, [2, K]), SIGMOID.dpoBeta);
        return { pairwise: pairwiseLoss(rewards, tf.tensor3d(pairWeights(RANKED, K), [2, K, K])) };
      }),
    );
    expect(loss[0]).toBe(pairwise[0]);
    expect(loss[0]).toBeCloseTo(
      meanOverPairs((h) => -logSigmoid(SIGMOID.dpoBeta * h)),
      5,
    );
  });

  test('with label smoothing a share of the rankings counts the other way round', async () => {
    const { loss } = await lossAndGradient(logRatios, { ...SIGMOID, dpoLabelSmoothing: 0.2 });
    const smoothed = (h: number) => -0.8 * logSigmoid(0.3 * h) - 0.2 * logSigmoid(-0.3 * h);
    expect(loss[0]).toBeCloseTo(meanOverPairs(smoothed), 5);
    const { gradient } = await lossAndGradient(new Float32Array(2 * K), { ...SIGMOID, dpoLabelSmoothing: 0.5 });
    for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-8);
  });

  test('of IPO is the squared distance of the margin from 1/2β, where it rests', async () => {
    const ipo: DpoLossSettings = { ...SIGMOID, dpoLoss: 'ipo' };
    const { loss } = await lossAndGradient(logRatios, ipo);
    const expected = meanOverPairs((h) => (h - 1 / 0.6) ** 2);
    expect(Math.abs(loss[0] - expected) / expected).toBeLessThan(1e-5);
    const one = tf.tensor3d(pairWeights([{ levels: [[0], [1]] }], 2), [1, 2, 2]);
    const slopeAt = async (margin: number) => {
      const gradient = tf.tidy(() =>
        tf.grad((x) => dpoLoss(x as tf.Tensor2D, one, ipo))(tf.tensor2d([margin, 0], [1, 2])),
      );
      return (await readAll({ gradient })).gradient[0];
    };
    expect(await slopeAt(1 / 0.6)).toBeCloseTo(0, 5);
    expect(await slopeAt(1)).toBeLessThan(0);
    expect(await slopeAt(3)).toBeGreaterThan(0);
    one.dispose();
  });
});

test('the metrics are means over pairs, ties left out', () => {
  const rewards = Float32Array.of(1, 0, 3, 0.5, 2, 4, 2, -1);
  const logprobs = rewards.map((reward) => -10 * reward);
  const pairs = RANKED.flatMap((prompt, p) =>
    rankedPairs(prompt).map(([w, l]) => [rewards[p * K + w], rewards[p * K + l]]),
  );
  expect(pairs).toHaveLength(11);
  const mean = (f: (w: number, l: number) => number) => pairs.reduce((sum, [w, l]) => sum + f(w, l), 0) / 11;
  const metrics = pairMetrics(RANKED, logprobs, rewards, K);
  if (!metrics) throw new Error('There are pairs.');
  expect(metrics.rewardChosen).toBeCloseTo(
    mean((w) => w),
    6,
  );
  expect(metrics.rewardRejected).toBeCloseTo(
    mean((_, l) => l),
    6,
  );
  expect(metrics.rewardMargin).toBeCloseTo(
    mean((w, l) => w - l),
    6,
  );
  expect(metrics.rewardAccuracy).toBeCloseTo(
    mean((w, l) => Number(w > l)),
    6,
  );
  expect(metrics.logprobChosen).toBeCloseTo(-10 * metrics.rewardChosen, 4);
  expect(metrics.logprobRejected).toBeCloseTo(-10 * metrics.rewardRejected, 4);
});

const comparisons = [0, 1, 2, 3].map((first): Comparison => {
  const responses = [
    [20 + first, 30, EOT],
    [31, EOT],
    [31, EOT],
    [32, 33, 34, EOT],
  ].map((tokens) => ({
    tokens,
    text: '',
    ended: true,
  }));
  return {
    prompt: samplePrompt(rng, 'train'),
    responses,
    verdicts: [],
    labeler: 0,
    levels: [[3], [1], [2], [0]],
    identical: [[1, 2]],
  };
});

const policyAndReference = () => ({ policy: smallNetwork(NARROW), referencePolicy: smallNetwork(NARROW) });

describe.each(['wasm', 'cpu'] as const)('DPO on %s', (backend) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  test('reads its settings anew at each step', async () => {
    const networks = policyAndReference();
    const { policy } = networks;
    let offlineLr = 0;
    const before = await policy.parameters();
    const settings = () => ({ ...SETTINGS, offlineLr });
    for await (const step of trainOffline(DPO, networks, comparisons, settings, new Rng(1))) {
      if (step.kind !== 'update') continue;
      if (step.step === 2) break;
      expect(await policy.parameters()).toEqual(before);
      offlineLr = 0.01;
    }
    expect(await policy.parameters()).not.toEqual(before);
  });

  test('stops at a loss that is not a number, and changes no weight', async () => {
    const networks = policyAndReference();
    const { policy, referencePolicy } = networks;
    referencePolicy.load((await referencePolicy.parameters()).fill(NaN));
    const before = await policy.parameters();
    const steps = trainOffline(DPO, networks, comparisons, () => SETTINGS, new Rng(1));
    await steps.next();
    await expect(steps.next()).rejects.toThrow(NonFiniteError);
    expect(await policy.parameters()).toEqual(before);
  });
});

test('begins at log 2, and orders the responses as they were ranked', async () => {
  await openBackend('wasm');
  const networks = policyAndReference();
  const before = await networks.referencePolicy.parameters();
  const seen: DpoMetrics[] = [];
  for await (const step of trainOffline(DPO, networks, comparisons, () => SETTINGS, new Rng(1))) {
    if (step.kind !== 'update') continue;
    expect(step.logprobs).toHaveLength(2 * K);
    expect(step.refLogprobs).toHaveLength(2 * K);
    expect(step.steps).toBe(30);
    seen.push(step.metrics);
  }
  expect(seen).toHaveLength(30);
  expect(seen[0].loss).toBeCloseTo(Math.log(2), 5);
  expect(seen[0].rewardAccuracy).toBe(0.5);
  expect(seen[0].rewardMargin).toBeCloseTo(0, 5);
  expect(seen[29].rewardAccuracy).toBe(1);
  expect(seen[29].loss).toBeLessThan(0.5 * Math.log(2));
  expect(seen[29].rewardMargin).toBeGreaterThan(1);
  // Two steps of warm-up, then constant.
  expect(seen.map(({ learningRate }) => learningRate)).toEqual([0.005, ...Array.from({ length: 29 }, () => 0.01)]);
  expect(await networks.referencePolicy.parameters()).toEqual(before);
});
