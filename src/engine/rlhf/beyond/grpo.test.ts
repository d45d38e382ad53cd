import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../../lm/backend';
import { readAll } from '../../lm/read';
import { Rng } from '../../../rng';
import { defaultSettings, trainingSettings } from '../../../experiment/settings';
import { groupAdvantages, groupMetrics, grpoLoss, trainGrpo, type Aggregation } from './grpo';
import { k3 } from '../kl';
import { policyLoss } from '../ppoLoss';
import { NARROW, ruleModel, smallNetwork } from '../../../testing/smallNetworks';

const rng = new Rng(2);
const SHAPE: [number, number] = [4, 5];
const column = (sd = 1) => Float32Array.from({ length: 20 }, () => rng.normal(0, sd));
const mask = Float32Array.of(0, 1, 1, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0);
const given = { logprobs: column(), oldLogprobs: column(), refLogprobs: column(), advantages: column() };

async function lossOf(grpoAggregation: Aggregation, klCoef: number, longest = 5) {
  const matrix = (values: Float32Array) => tf.tensor2d(values, SHAPE);
  return readAll(
    tf.tidy(() => {
      const columns = {
        oldLogprobs: matrix(given.oldLogprobs),
        refLogprobs: matrix(given.refLogprobs),
        advantages: matrix(given.advantages),
        mask: matrix(mask),
      };
      const settings = { clipRange: 0.2, klCoef, grpoAggregation };
      const ppo = policyLoss(matrix(given.logprobs), columns, 0.2).loss;
      return { ...grpoLoss(matrix(given.logprobs), columns, settings, longest), ppo };
    }),
  );
}

/** What each token costs, by the equation of the paper. */
const cost = (i: number, klCoef: number) => {
  const ratio = Math.exp(given.logprobs[i] - given.oldLogprobs[i]);
  const clipped = Math.min(Math.max(ratio, 0.8), 1.2);
  const surrogate = Math.min(ratio * given.advantages[i], clipped * given.advantages[i]);
  return -surrogate + klCoef * k3(given.logprobs[i] - given.refLogprobs[i]);
};
const places = [0, 1, 2, 3].map((row) => [...mask.keys()].filter((i) => Math.floor(i / 5) === row && mask[i] === 1));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe.each(['cpu', 'wasm'] as const)('the loss of GRPO on %s', (backend) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  test('without KL and as a mean over tokens is the policy loss of PPO', async () => {
    const { loss, ppo } = await lossOf('tokenMean', 0);
    expect(loss[0]).toBe(ppo[0]);
  });

  test('puts the tokens together as a mean over responses of each one’s mean, over all tokens, or over the longest', async () => {
    const perRow = places.map((row) => sum(row.map((i) => cost(i, 0.3))));
    const expected: Record<Aggregation, number> = {
      grpo: sum(perRow.map((total, row) => total / places[row].length)) / 4,
      tokenMean: sum(perRow) / sum(places.map((row) => row.length)),
      drGrpo: sum(perRow) / (4 * 7),
    };
    for (const aggregation of Object.keys(expected) as Aggregation[]) {
      const { loss, k3: estimate } = await lossOf(aggregation, 0.3, 7);
      expect(loss[0], aggregation).toBeCloseTo(expected[aggregation], 5);
      const tokens = places.flat();
      const mean = sum(tokens.map((i) => k3(given.logprobs[i] - given.refLogprobs[i]))) / tokens.length;
      expect(estimate[0]).toBeCloseTo(mean, 5);
    }
  });
});

describe('advantages within a group', () => {
  const scores = Float32Array.of(1, 0, 0, 1, 0.3, 0.3, 0.3, 0.3, 2, -1, 0.25, 3.5);

  test.each(['group', 'batch', 'none'] as const)('sum to 0 and keep the order of the scores, scale %s', (scale) => {
    const { advantages } = groupAdvantages(scores, 4, scale);
    for (const from of [0, 4, 8]) {
      const group = [...advantages.subarray(from, from + 4)];
      expect(sum(group)).toBeCloseTo(0, 5);
      const order = (values: readonly number[]) =>
        values.map((value) => values.filter((other) => other < value).length);
      expect(order(group)).toEqual(order([...scores.subarray(from, from + 4)]));
    }
  });

  test('have standard deviation 1 in every group, whatever the scale of its scores', () => {
    const { advantages } = groupAdvantages(scores, 4, 'group');
    const larger = groupAdvantages(
      scores.map((score) => 100 * score - 7),
      4,
      'group',
    );
    for (const from of [0, 8]) {
      const squares = [...advantages.subarray(from, from + 4)].map((value) => value ** 2);
      expect(Math.sqrt(sum(squares) / 3)).toBeCloseTo(1, 3);
      for (let i = from; i < from + 4; i++) expect(larger.advantages[i]).toBeCloseTo(advantages[i], 3);
    }
  });

  test('are 0 where all scores are equal but for their last bit, and such groups are counted', () => {
    const nearly = scores.map((score, i) => (i === 5 ? score + 3e-8 : score));
    for (const each of [scores, nearly]) {
      const groups = groupAdvantages(each, 4, 'group');
      expect([...groups.advantages.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
      expect(groupMetrics(groups).fracRewardZeroStd).toBeCloseTo(1 / 3, 6);
    }
  });

  test('are the distance from the mean without a scale', () => {
    const { advantages, groupMeans } = groupAdvantages(scores, 4, 'none');
    expect(groupMeans[2]).toBeCloseTo(1.1875, 6);
    expect([...advantages.subarray(8)]).toEqual([0.8125, -2.1875, -0.9375, 2.3125]);
  });
});

test('the first update of an iteration finds ratio 1 and nothing clipped; all tokens of a response have one advantage', async () => {
  await openBackend('wasm');
  const networks = {
    policy: smallNetwork(NARROW),
    referencePolicy: smallNetwork(NARROW),
    rewardModel: ruleModel((response) => response[0] / 100),
  };
  const settings = {
    ...trainingSettings(defaultSettings('XS')),
    rolloutBatch: 16,
    temperature: 0.7,
    policyLr: 0.01,
    groupSize: 4,
    advantageScale: 'group',
    grpoAggregation: 'grpo',
  } as const;
  let iteration = 0;
  for await (const step of trainGrpo(networks, () => settings, new Rng(1))) {
    if (step.kind === 'update') {
      const { ratio, clipFraction, approxKl, k3: estimate } = await step.metrics();
      if (step.update === 1) {
        expect(Math.abs(ratio - 1)).toBeLessThan(1e-5);
        expect(clipFraction).toBe(0);
        expect(approxKl).toBeLessThan(1e-9);
      } else expect(approxKl).toBeGreaterThan(1e-9);
      if (step.update === 1 && iteration === 0) expect(estimate).toBeCloseTo(0, 6);
      else expect(estimate).toBeGreaterThan(0);
    }
    if (step.kind !== 'metrics') continue;
    const { batch, advantages, scores } = step.experience;
    scores.forEach((_, row) => {
      const own = [...advantages.keys()].filter((i) => Math.floor(i / batch.time) === row && batch.mask[i] === 1);
      expect(new Set(own.map((i) => advantages[i])).size).toBe(1);
    });
    expect(step.metrics.rewardStd).toBeGreaterThan(0);
    if (++iteration === 2) break;
  }
});
