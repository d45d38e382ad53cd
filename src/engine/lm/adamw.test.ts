import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  adamwStep,
  clipByGlobalNorm,
  cosineToTenth,
  noMoments,
  USUAL_ADAMW,
  warmupConstant,
  warmupCosine,
  type AdamW,
} from './adamw';
import { openBackend } from './backend';
import { readAll } from './read';

const OPTIMIZER: AdamW = { ...USUAL_ADAMW, learningRate: 0.1, weightDecay: 0 };

async function firstStep(parameter: number, gradient: number, optimizer: Partial<AdamW>): Promise<number> {
  const parameters = tf.tidy(() => {
    const settings = { ...OPTIMIZER, ...optimizer };
    return adamwStep(tf.tensor1d([parameter]), tf.tensor1d([gradient]), noMoments(1), settings).parameters;
  });
  return (await readAll({ parameters })).parameters[0];
}

beforeAll(async () => {
  await openBackend('cpu');
});

describe('AdamW', () => {
  test('the first step has the length of the learning rate, however large the gradient', async () => {
    expect(await firstStep(1, 5, {})).toBeCloseTo(0.9, 6);
    expect(await firstStep(1, -0.001, {})).toBeCloseTo(1.1, 4);
  });

  test('weight decay is decoupled: it shrinks a parameter that has no gradient, by rate × decay', async () => {
    expect(await firstStep(2, 0, { weightDecay: 0.01 })).toBeCloseTo(2 * (1 - 0.1 * 0.01), 6);
  });

  test("TensorFlow 1's form steps less far at first where ε weighs, PyTorch's nearly the whole rate", async () => {
    const epsilon = 1e-2;
    const [pytorch, tensorflow1] = [
      1 - (await firstStep(1, 0.1, { epsilon })),
      1 - (await firstStep(1, 0.1, { epsilon, form: 'tensorflow1' })),
    ];
    expect(pytorch).toBeCloseTo((0.1 * 0.1) / (0.1 + epsilon), 6);
    expect(tensorflow1).toBeCloseTo((0.1 * 0.1 * Math.sqrt(0.05)) / (0.1 * Math.sqrt(0.05) + epsilon), 6);
    expect(tensorflow1).toBeLessThan(pytorch);
  });

  test('clipping scales a long gradient to the norm allowed, leaves a short one, and tells the norm before', async () => {
    const long = await readAll({ ...clipByGlobalNorm(tf.tensor1d([3, 4]), 1) });
    expect(long.norm[0]).toBe(5);
    expect(Math.hypot(...long.gradient)).toBeCloseTo(1, 6);
    const short = await readAll({ ...clipByGlobalNorm(tf.tensor1d([0.3, 0.4]), 1) });
    expect([...short.gradient]).toEqual([Math.fround(0.3), Math.fround(0.4)]);
  });
});

describe('schedules', () => {
  test('warm-up climbs in equal steps over 5 % and reaches the whole rate, then the cosine falls to a tenth', () => {
    const shares = Array.from({ length: 101 }, (_, step) => warmupCosine(step, 100));
    expect(shares.slice(0, 5)).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
    expect(Math.max(...shares)).toBe(1);
    for (let step = 6; step < 100; step++) expect(shares[step]).toBeLessThan(shares[step - 1]);
    expect(shares[100]).toBeCloseTo(0.1, 12);
  });

  test('the cosine is half-way at half time and stays at a tenth ever after', () => {
    expect(cosineToTenth(50, 100)).toBeCloseTo(0.55, 12);
    expect(cosineToTenth(1000, 100)).toBeCloseTo(0.1, 12);
  });

  test('one single step is a whole one', () => {
    expect(warmupCosine(0, 1)).toBe(1);
    expect(warmupConstant(0, 1)).toBe(1);
  });

  test('without the cosine the rate stays where the warm-up took it', () => {
    const shares = Array.from({ length: 100 }, (_, step) => warmupConstant(step, 100));
    expect(shares.slice(0, 5)).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
    expect(new Set(shares.slice(5))).toEqual(new Set([1]));
  });
});
