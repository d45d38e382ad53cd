import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../lm/backend';
import { readAll } from '../lm/read';
import { Rng } from '../../rng';
import { policyLoss, valueLoss } from './ppoLoss';

const SHAPE: [number, number] = [3, 5];
const CLIP = 0.2;
const rng = new Rng(4);
const column = (sd: number) => Float32Array.from({ length: 15 }, () => rng.normal(0, sd));
const mask = Float32Array.of(1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0, 0, 1, 0, 0);
const given = {
  newLogprobs: column(1),
  oldLogprobs: column(1),
  advantages: column(1),
  values: column(1),
  oldValues: column(1),
  returns: column(1),
};
const COUNT = mask.reduce((sum, m) => sum + m, 0);

type Given = typeof given;

const matrix = (values: Float32Array) => tf.tensor2d(values, SHAPE);

const policyOf = (logprobs: tf.Tensor2D, { oldLogprobs, advantages }: Given) =>
  policyLoss(logprobs, { oldLogprobs: matrix(oldLogprobs), advantages: matrix(advantages), mask: matrix(mask) }, CLIP);

async function policy(columns: Given) {
  return readAll(
    tf.tidy(() => ({
      ...policyOf(matrix(columns.newLogprobs), columns),
      gradient: tf.grad((x) => policyOf(x as tf.Tensor2D, columns).loss)(matrix(columns.newLogprobs)),
    })),
  );
}

const valueOf = (values: tf.Tensor2D, { oldValues, returns }: Given, clipRange: number) =>
  valueLoss(values, { oldValues: matrix(oldValues), returns: matrix(returns), mask: matrix(mask) }, clipRange);

async function value(columns: Given, clipRange: number) {
  return readAll(
    tf.tidy(() => ({
      ...valueOf(matrix(columns.values), columns, clipRange),
      gradient: tf.grad((x) => valueOf(x as tf.Tensor2D, columns, clipRange).loss)(matrix(columns.values)),
    })),
  );
}

const clip = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high);
/** Mean over the valid tokens. */
const mean = (f: (i: number) => number) => mask.reduce((sum, m, i) => sum + (m === 1 ? f(i) : 0), 0) / COUNT;

describe.each(['cpu', 'wasm'] as const)('the losses of PPO on %s', (backend) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  test('the policy loss is the larger, so the more pessimistic, of the two terms', async () => {
    const { loss, clipFraction, approxKl, ratio } = await policy(given);
    const ratios = given.newLogprobs.map((logprob, i) => Math.exp(logprob - given.oldLogprobs[i]));
    const plain = (i: number) => -given.advantages[i] * ratios[i];
    const clipped = (i: number) => -given.advantages[i] * clip(ratios[i], 1 - CLIP, 1 + CLIP);
    expect(loss[0]).toBeCloseTo(
      mean((i) => Math.max(plain(i), clipped(i))),
      5,
    );
    expect(clipFraction[0]).toBeCloseTo(
      mean((i) => Number(clipped(i) > plain(i))),
      6,
    );
    expect(clipFraction[0]).toBeGreaterThan(0);
    expect(clipFraction[0]).toBeLessThan(1);
    expect(approxKl[0]).toBeCloseTo(
      mean((i) => (given.newLogprobs[i] - given.oldLogprobs[i]) ** 2 / 2),
      5,
    );
    expect(ratio[0]).toBeCloseTo(
      mean((i) => ratios[i]),
      5,
    );
  });

  test('before the first update the ratio is 1, nothing is clipped and the gradient is −A/N', async () => {
    const first = await policy({ ...given, newLogprobs: given.oldLogprobs });
    expect([first.ratio[0], first.clipFraction[0], first.approxKl[0]]).toEqual([1, 0, 0]);
    expect(first.loss[0]).toBeCloseTo(
      mean((i) => -given.advantages[i]),
      6,
    );
    first.gradient.forEach((slope, i) => {
      expect(slope).toBeCloseTo((-given.advantages[i] * mask[i]) / COUNT, 6);
    });
  });

  test('a token that moved too far in the good direction gets no more push; in the bad one it still does', async () => {
    const far = given.oldLogprobs.map((logprob) => logprob + 1); // ρ = e
    const { gradient } = await policy({ ...given, newLogprobs: far });
    gradient.forEach((slope, i) => {
      if (mask[i] === 0 || given.advantages[i] > 0) expect(Math.abs(slope)).toBe(0);
      else expect(slope).toBeCloseTo((-given.advantages[i] * Math.E) / COUNT, 5);
    });
  });

  test('padding has no part in any of it, even with numbers that would overflow', async () => {
    const spoilt = (values: Float32Array, garbage: number) => values.map((v, i) => (mask[i] === 1 ? v : garbage));
    const wild: Given = {
      newLogprobs: spoilt(given.newLogprobs, 1000),
      oldLogprobs: spoilt(given.oldLogprobs, -1000),
      advantages: spoilt(given.advantages, 1e6),
      values: spoilt(given.values, 1e6),
      oldValues: spoilt(given.oldValues, -1e6),
      returns: spoilt(given.returns, 7),
    };
    const [clean, dirty] = [await policy(given), await policy(wild)];
    for (const name of ['loss', 'clipFraction', 'approxKl', 'ratio'] as const)
      expect(dirty[name][0]).toBeCloseTo(clean[name][0], 6);
    dirty.gradient.forEach((slope, i) => {
      expect(slope).toBeCloseTo(clean.gradient[i], 6);
    });
    expect((await value(wild, CLIP)).loss[0]).toBeCloseTo((await value(given, CLIP)).loss[0], 5);
  });

  test('the value loss is half the mean square error, and with clipping the larger of two', async () => {
    const plain = (i: number) => (given.values[i] - given.returns[i]) ** 2;
    const clipped = (i: number) => {
      const moved = clip(given.values[i], given.oldValues[i] - CLIP, given.oldValues[i] + CLIP);
      return (moved - given.returns[i]) ** 2;
    };
    const [free, held] = [await value(given, 0), await value(given, CLIP)];
    expect(free.loss[0]).toBeCloseTo(mean(plain) / 2, 5);
    expect(free.clipFraction[0]).toBe(0);
    expect(held.loss[0]).toBeCloseTo(mean((i) => Math.max(plain(i), clipped(i))) / 2, 5);
    expect(held.clipFraction[0]).toBeCloseTo(
      mean((i) => Number(clipped(i) > plain(i))),
      6,
    );
    expect(held.clipFraction[0]).toBeGreaterThan(0);
    free.gradient.forEach((slope, i) => {
      expect(slope).toBeCloseTo(((given.values[i] - given.returns[i]) * mask[i]) / COUNT, 5);
    });
  });
});
