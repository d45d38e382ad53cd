import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../lm/backend';
import { readAll } from '../lm/read';
import { Rng } from '../../rng';
import { countPairs, pairwiseLoss, pairWeights, rankedPairs, type Ranking } from './pairwiseLoss';

const rng = new Rng(1);
const PROMPTS: Ranking[] = [
  { levels: [[2], [0], [3], [1]] },
  {
    levels: [[1], [4], [0], [2], [3], [5], [8], [7], [6]],
    identical: [
      [4, 0],
      [7, 8],
    ],
  },
];
const WIDTH = 9;
const scores = Float32Array.from({ length: 2 * WIDTH }, () => rng.normal(0, 2));

async function lossAndGradient(prompts: readonly Ranking[], given: Float32Array) {
  const shape: [number, number] = [prompts.length, given.length / prompts.length];
  return readAll(
    tf.tidy(() => {
      const weights = tf.tensor3d(pairWeights(prompts, shape[1]), [...shape, shape[1]]);
      const loss = (x: tf.Tensor) => pairwiseLoss(x as tf.Tensor2D, weights);
      const { value, grad } = tf.valueAndGrad(loss)(tf.tensor2d(given, shape));
      return { loss: value, gradient: grad };
    }),
  );
}

describe.each(['cpu', 'wasm'] as const)("the reward model's loss on %s", (backend) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  test('is the mean over a prompt’s pairs of −log σ(better − worse), then over prompts', async () => {
    const perPrompt = PROMPTS.map((prompt, p) => {
      const margins = rankedPairs(prompt).map(([w, l]) => scores[p * WIDTH + w] - scores[p * WIDTH + l]);
      return margins.reduce((sum, margin) => sum + Math.log1p(Math.exp(-margin)), 0) / margins.length;
    });
    const { loss } = await lossAndGradient(PROMPTS, scores);
    expect(loss[0]).toBeCloseTo((perPrompt[0] + perPrompt[1]) / 2, 5);
  });

  test('shifting a prompt’s scores changes nothing, so each prompt’s gradient sums to 0', async () => {
    const { loss, gradient } = await lossAndGradient(PROMPTS, scores);
    for (const p of [0, 1]) {
      const sum = gradient.slice(p * WIDTH, (p + 1) * WIDTH).reduce((total, g) => total + g, 0);
      expect(Math.abs(sum)).toBeLessThan(1e-6);
    }
    const shifted = await lossAndGradient(
      PROMPTS,
      scores.map((score, i) => score + (i < WIDTH ? 3 : -1)),
    );
    expect(shifted.loss[0]).toBeCloseTo(loss[0], 5);
  });

  test('places beyond a prompt’s own K get no gradient', async () => {
    const { gradient } = await lossAndGradient(PROMPTS, scores);
    expect([...gradient.slice(4, WIDTH)]).toEqual([0, 0, 0, 0, 0]);
  });

  test('equal scores cost log 2, whatever the ranking', async () => {
    const { loss } = await lossAndGradient(PROMPTS, new Float32Array(2 * WIDTH));
    expect(loss[0]).toBeCloseTo(Math.log(2), 6);
  });
});

describe('pairs of a ranking', () => {
  test('are all C(K,2) of them, better first, without the ties in either order', () => {
    expect(rankedPairs(PROMPTS[0])).toEqual([
      [2, 0],
      [2, 3],
      [2, 1],
      [0, 3],
      [0, 1],
      [3, 1],
    ]);
    const pairs = rankedPairs(PROMPTS[1]).map(String);
    expect(pairs).toHaveLength(36 - 2);
    for (const tied of ['4,0', '0,4', '7,8', '8,7']) expect(pairs).not.toContain(tied);
  });

  test('each prompt weighs the same, however many pairs it has', () => {
    const weights = pairWeights(PROMPTS, WIDTH);
    const sum = (p: number) => weights.slice(p * WIDTH ** 2, (p + 1) * WIDTH ** 2).reduce((total, w) => total + w, 0);
    expect(sum(0)).toBeCloseTo(0.5, 6);
    expect(sum(1)).toBeCloseTo(0.5, 6);
  });

  test('a prompt of weight w counts as w prompts, and one of weight 0 as none', () => {
    const [four, nine] = PROMPTS;
    const sums = (prompts: readonly Ranking[]) => {
      const weights = pairWeights(prompts, WIDTH);
      const of = (p: number) => weights.slice(p * WIDTH ** 2, (p + 1) * WIDTH ** 2).reduce((sum, w) => sum + w, 0);
      return prompts.map((_, p) => of(p));
    };
    const [once, thrice] = sums([four, { ...nine, weight: 3 }]);
    expect(once).toBeCloseTo(1 / 4, 6);
    expect(thrice).toBeCloseTo(3 / 4, 6);
    const besideNothing = pairWeights([four, { ...nine, weight: 0 }], WIDTH);
    expect(besideNothing.slice(0, WIDTH ** 2)).toEqual(pairWeights([four], WIDTH));
    expect(besideNothing.slice(WIDTH ** 2).every((weight) => weight === 0)).toBe(true);
    expect(sums([{ ...four, weight: 0 }])).toEqual([0]);
  });

  test('are counted right, half right where the scores are equal, or wrong', () => {
    const counted = countPairs([{ levels: [[0], [1], [2]] }], Float32Array.of(1, 1, 2), 3);
    expect(counted).toEqual({ pairs: 3, right: 0.5, margin: -2 });
  });
});
