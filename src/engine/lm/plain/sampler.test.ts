import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { Rng } from '../../../rng';
import { openBackend } from '../backend';
import { gumbelNoise, sampleTokens, type Sampling } from './sampler';
import { deviantRows, SAMPLER_LOGITS, samplerStatistics } from '../../../testing/samplerStatistics';

async function draw(logits: number[][], noise: Float32Array, sampling: Sampling): Promise<number[]> {
  const tokens = tf.tidy(() =>
    sampleTokens(tf.tensor2d(logits), tf.tensor2d(noise, [logits.length, logits[0].length]), sampling),
  );
  const drawn = [...(await tokens.data())];
  tokens.dispose();
  return drawn;
}

describe.each(['cpu', 'wasm'] as const)('the sampler on %s', (backend) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  test.each([0.7, 1, 1.5])('draws each row by its own softmax(logits/%f), rows independent', async (temperature) => {
    expect(deviantRows(await samplerStatistics(SAMPLER_LOGITS, temperature, 5000, 1))).toEqual([]);
  });

  test('at temperature 0 takes the likeliest token, whatever the noise', async () => {
    const noise = gumbelNoise(new Rng(1), 3, 4);
    const logits = [
      [0, 1, 0, -1],
      [5, 1, 0, 2],
      [-3, -2, -4, -1],
    ];
    expect(await draw(logits, noise, { temperature: 0 })).toEqual([1, 0, 3]);
  });

  test('with top-k draws none but the k likeliest, and these in the proportions of softmax', async () => {
    const rows = 3000;
    const logits = Array.from({ length: rows }, () => [0, 1, 2, -1, 1.5]);
    const drawn = await draw(logits, gumbelNoise(new Rng(2), rows, 5), { temperature: 1, topK: 2 });
    expect(new Set(drawn)).toEqual(new Set([2, 4]));
    const share = drawn.filter((token) => token === 2).length / rows;
    expect(Math.abs(share - 1 / (1 + Math.exp(-0.5)))).toBeLessThan(0.045);
  });

  test('a k as large as the vocabulary forbids nothing', async () => {
    const noise = gumbelNoise(new Rng(3), 50, 5);
    const logits = Array.from({ length: 50 }, () => [0, 1, 2, -1, 1.5]);
    expect(await draw(logits, noise, { temperature: 1, topK: 5 })).toEqual(
      await draw(logits, noise, { temperature: 1 }),
    );
  });
});
