import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../lm/backend';
import { readAll } from '../lm/read';
import { Rng } from '../../rng';
import { exactKl, k1, k2, k3, tokenK3 } from './kl';

const VOCABULARY = 5;

function logSoftmax(logits: readonly number[]): number[] {
  const logSum = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
  return logits.map((logit) => logit - logSum);
}

/** Expectation of f(log π − log π_ref) over tokens drawn from the policy, by enumeration. */
function expectation(logPolicy: readonly number[], logReference: readonly number[], f: (x: number) => number): number {
  return logPolicy.reduce((sum, log, v) => sum + Math.exp(log) * f(log - logReference[v]), 0);
}

const rng = new Rng(1);
const distributions = Array.from({ length: 12 }, () => {
  const logits = Array.from({ length: VOCABULARY }, () => rng.normal(0, 1.5));
  const refLogits = Array.from({ length: VOCABULARY }, () => rng.normal(0, 1.5));
  return { logits, refLogits, logPolicy: logSoftmax(logits), logReference: logSoftmax(refLogits) };
});

describe('estimators of the KL divergence from single samples', () => {
  test.each(distributions)('k1 and k3 are unbiased, k2 is not (case %#)', ({ logPolicy, logReference }) => {
    const kl = logPolicy.reduce((sum, log, v) => sum + Math.exp(log) * (log - logReference[v]), 0);
    expect(expectation(logPolicy, logReference, k1)).toBeCloseTo(kl, 12);
    expect(expectation(logPolicy, logReference, k3)).toBeCloseTo(kl, 12);
    expect(Math.abs(expectation(logPolicy, logReference, k2) - kl)).toBeGreaterThan(1e-3);
  });

  test.each(distributions)(
    'k3 of the opposite ratio estimates something else (case %#)',
    ({ logPolicy, logReference }) => {
      const kl = expectation(logPolicy, logReference, k1);
      const wrong = expectation(logPolicy, logReference, (x) => k3(-x));
      expect(Math.abs(wrong - kl)).toBeGreaterThan(1e-3);
    },
  );

  test('k2 and k3 are never negative and vanish where the policies agree; k1 has a sign', () => {
    for (const x of [-3, -0.5, -1e-9, 1e-9, 0.5, 3]) {
      expect(k2(x)).toBeGreaterThan(0);
      expect(k3(x)).toBeGreaterThanOrEqual(0);
      expect(Math.sign(k1(x))).toBe(Math.sign(x));
    }
    for (const estimator of [k1, k2, k3]) expect(estimator(0)).toBe(0);
  });
});

describe.each(['cpu', 'wasm'] as const)('exact KL on %s', (backend) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  const kl = async (a: number[][], b: number[][]) => {
    const places = (rows: number[][]) => tf.tensor3d([rows]);
    return [...(await readAll({ kl: exactKl(places(a), places(b)) })).kl];
  };

  test('is the sum over the vocabulary, place by place, in the direction KL(π ‖ π_ref)', async () => {
    const read = await kl(
      distributions.map(({ logits }) => logits),
      distributions.map(({ refLogits }) => refLogits),
    );
    distributions.forEach(({ logPolicy, logReference }, t) => {
      expect(read[t]).toBeCloseTo(expectation(logPolicy, logReference, k1), 5);
    });
  });

  test('is 0 of a policy and itself, and never negative', async () => {
    const logits = distributions.map((distribution) => distribution.logits);
    for (const value of await kl(logits, logits)) expect(value).toBe(0);
    for (const value of await kl(logits, [...logits].reverse())) expect(value).toBeGreaterThan(0);
  });

  test.each([1e-7, 1e-5, 1e-3, 1e-1])(
    'is right to 2e-7 where the logits differ by %s, and so not negative',
    async (by) => {
      const draw = new Rng(3);
      const [policy, reference] = [[], []] as [number[][], number[][]];
      for (let place = 0; place < 200; place++) {
        const logits = Array.from({ length: 200 }, () => Math.fround(8 * (draw.next() - 0.5)));
        policy.push(logits);
        reference.push(logits.map((logit) => Math.fround(logit + by * (draw.next() - 0.5))));
      }
      const read = await kl(policy, reference);
      for (const [place, logits] of policy.entries()) {
        const exact = expectation(logSoftmax(logits), logSoftmax(reference[place]), k1);
        expect(Math.abs(read[place] - exact)).toBeLessThan(2e-7);
        expect(read[place]).toBeGreaterThan(-2e-7);
      }
    },
  );
});

test.each(['cpu', 'wasm'] as const)(
  'k3 as part of a loss is k3 at valid tokens, and 0 elsewhere, on %s',
  async (backend) => {
    await openBackend(backend);
    const matrix = (values: number[]) => tf.tensor2d(values, [2, 2]);
    const logRatios = [0.5, -1.5, 1e-3, 80];
    const { k3s } = await readAll({
      k3s: tf.tidy(() => tokenK3(matrix(logRatios.map((x) => x - 3)), matrix([-3, -3, -3, -3]), matrix([1, 1, 1, 0]))),
    });
    logRatios.slice(0, 3).forEach((x, i) => expect(k3s[i]).toBeCloseTo(k3(x), 6));
    expect(k3s[3]).toBe(0);
  },
);
