import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../../lm/backend';
import { readAll } from '../../lm/read';
import { Rng } from '../../../rng';
import { leaveOneOutBaselines, rlooLoss } from './rloo';

const real = fc.float({ min: -4, max: 4, noNaN: true });
const SHAPE: [number, number] = [3, 4];
const rng = new Rng(2);
const column = () => Float32Array.from({ length: 12 }, () => rng.normal());
const mask = Float32Array.of(0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 0);
const advantages = Float32Array.of(1.5, -0.5, 0.25);
const logprobs = column();

describe('advantages against the others of the group', () => {
  test.each([2, 4, 5])('are K/(K−1) of the distance from the mean, and sum to 0, for K = %i', (groupSize) => {
    fc.assert(
      fc.property(fc.array(real, { minLength: 2 * groupSize, maxLength: 2 * groupSize }), (given) => {
        const rewards = Float32Array.from(given);
        const baselines = leaveOneOutBaselines(rewards, groupSize);
        for (const from of [0, groupSize]) {
          const group = [...rewards.subarray(from, from + groupSize)];
          const mean = group.reduce((sum, reward) => sum + reward, 0) / groupSize;
          const found = group.map((reward, i) => reward - baselines[from + i]);
          found.forEach((advantage, i) =>
            expect(advantage).toBeCloseTo((groupSize / (groupSize - 1)) * (group[i] - mean), 4),
          );
          expect(found.reduce((sum, advantage) => sum + advantage, 0)).toBeCloseTo(0, 4);
        }
      }),
    );
  });

  test('a baseline does not know its own response', () => {
    const baselines = leaveOneOutBaselines(Float32Array.of(100, 1, 2, 3), 4);
    expect(baselines[0]).toBe(2);
    expect([...leaveOneOutBaselines(Float32Array.of(-7, 1, 2, 3), 4)][0]).toBe(baselines[0]);
  });
});

describe.each(['cpu', 'wasm'] as const)('the loss of RLOO on %s', (backend) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  async function lossAndGradient(form: 'reinforce' | 'clipped', oldLogprobs: Float32Array) {
    const { terms, gradient } = tf.tidy(() => {
      const columns = {
        oldLogprobs: tf.tensor2d(oldLogprobs, SHAPE),
        advantages: tf.tensor2d(advantages, [3, 1]),
        mask: tf.tensor2d(mask, SHAPE),
      };
      const loss = (x: tf.Tensor) => rlooLoss(x as tf.Tensor2D, columns, { rlooLoss: form, clipRange: 0.2 });
      const given = tf.tensor2d(logprobs, SHAPE);
      return { terms: { ...loss(given) }, gradient: tf.grad((x) => loss(x).loss)(given) };
    });
    return readAll({ ...terms, gradient });
  }

  test('is −mean A log π(y), of whole responses', async () => {
    const { loss } = await lossAndGradient('reinforce', column());
    const whole = [0, 1, 2].map((row) =>
      mask.reduce((sum, m, i) => sum + (Math.floor(i / 4) === row ? m * logprobs[i] : 0), 0),
    );
    expect(loss[0]).toBeCloseTo(-whole.reduce((sum, logprob, row) => sum + advantages[row] * logprob, 0) / 3, 5);
  });

  test('clipped and unclipped take the same first step', async () => {
    const [plain, clipped] = [await lossAndGradient('reinforce', logprobs), await lossAndGradient('clipped', logprobs)];
    expect(clipped.ratio[0]).toBe(1);
    expect(clipped.clipFraction[0]).toBe(0);
    plain.gradient.forEach((slope, i) => expect(clipped.gradient[i]).toBeCloseTo(slope, 6));
  });

  test('clipped has no gradient where the whole response has moved too far the right way', async () => {
    // The first response is liked and already far likelier than it was; token by token nothing is beyond the range.
    const old = logprobs.map((logprob, i) => logprob - (i < 4 ? 0.15 : 0));
    const { gradient, clipFraction } = await lossAndGradient('clipped', old);
    expect([...gradient.subarray(0, 4)].map(Math.abs)).toEqual([0, 0, 0, 0]);
    expect(clipFraction[0]).toBeCloseTo(1 / 3, 6);
    expect(Math.abs(gradient[5])).toBeGreaterThan(0);
  });
});
