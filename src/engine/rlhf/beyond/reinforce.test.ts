/**
 * The gradient of REINFORCE against the exact gradient of the expected reward, over all responses that there are: with a
 * vocabulary of 7 there are 49 responses of two tokens.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../../lm/backend';
import type { TokenBatch } from '../../lm/model';
import { consume, readAll } from '../../lm/read';
import { NODE_ROOMS, TINY, tinyModel } from '../../../testing/tinyModel';
import { Rng } from '../../../rng';
import { defaultSettings, trainingSettings } from '../../../experiment/settings';
import { reinforceLoss, trainReinforce } from './reinforce';
import { relativeError } from '../../../testing/roomParity';
import { sequenceLogprobs } from '../sequenceLogprobs';
import { NARROW, ruleModel, smallNetwork } from '../../../testing/smallNetworks';

const V = TINY.vocabulary;
const ALL = V * V;
const EVERY = Array.from({ length: ALL }, (_, y) => y);
const batch: TokenBatch = {
  inputs: Int32Array.from(EVERY.flatMap((y) => [1, Math.floor(y / V)])),
  targets: Int32Array.from(EVERY.flatMap((y) => [Math.floor(y / V), y % V])),
  batch: ALL,
  time: 2,
};
const rng = new Rng(4);
const scores = Float32Array.from({ length: ALL }, () => rng.normal(1, 2));
const KL_COEF = 0.4;

const column = (values: Float32Array) => tf.tensor2d(values, [ALL, 1]);
const responses = (logprobs: tf.Tensor2D) => sequenceLogprobs(logprobs, tf.ones([ALL, 2]));

/** log π(y) of every response. */
async function logprobsOf(seed: number): Promise<Float32Array> {
  const model = tinyModel({}, seed);
  const said = await model.forward(batch, ['logprobs']);
  const { all } = await readAll({ all: consume(said, ({ logprobs }) => responses(logprobs)) });
  model.dispose();
  return all;
}

async function gradientOf(loss: (logprobs: tf.Tensor2D) => tf.Scalar): Promise<Float32Array> {
  const model = tinyModel();
  const terms = await model.backward(batch, ['logprobs'], ({ logprobs }) => ({ loss: loss(responses(logprobs)) }));
  terms.loss.dispose();
  const gradient = await model.gradient();
  model.dispose();
  return gradient;
}

describe.each(Object.entries(NODE_ROOMS))('on %s', (_, [backend, plain]) => {
  beforeAll(async () => {
    await openBackend(backend, { plain });
  });

  test('REINFORCE is the gradient of expected score less β KL, whatever the baseline', async () => {
    const [logprobs, refLogprobs] = [await logprobsOf(1), await logprobsOf(2)];
    const probabilities = logprobs.map(Math.exp);
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    const exact = await gradientOf((x) => {
      const kl = tf.sub(x, column(refLogprobs));
      const reward = tf.sub(column(scores), tf.mul(kl, KL_COEF));
      return tf.neg(tf.sum(tf.mul(tf.exp(x), reward)));
    });
    const rewards = scores.map((score, y) => score - KL_COEF * (logprobs[y] - refLogprobs[y]));
    const expected = rewards.reduce((sum, reward, y) => sum + probabilities[y] * reward, 0);
    for (const baseline of [0, expected, -3]) {
      // As often as the policy would say it: the loss is a mean over samples.
      const advantages = rewards.map((reward, y) => ALL * probabilities[y] * (reward - baseline));
      const estimated = await gradientOf((x) => reinforceLoss(x, column(advantages)));
      expect(relativeError(estimated, exact), `baseline ${baseline}`).toBeLessThan(1e-4);
    }
  });
});

test('advantages have mean 0 and variance 1 over responses; the baseline is their mean reward', async () => {
  await openBackend('wasm');
  const networks = {
    policy: smallNetwork(NARROW),
    referencePolicy: smallNetwork(NARROW, 2),
    rewardModel: ruleModel((response) => response.length),
  };
  const settings = { ...trainingSettings(defaultSettings('XS')), rolloutBatch: 16 };
  for await (const step of trainReinforce(networks, () => settings, new Rng(1))) {
    if (step.kind !== 'advantages') continue;
    const { advantages, responseRewards, baselines, batch: rows } = step.experience;
    const last = Array.from(rows.lastPlace, (place, row) => advantages[row * rows.time + place - 1]);
    const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / 16;
    expect(mean(last)).toBeCloseTo(0, 5);
    expect(mean(last.map((advantage) => advantage ** 2))).toBeCloseTo(1, 4);
    for (const baseline of baselines) expect(baseline).toBeCloseTo(mean(responseRewards), 4);
    break;
  }
});
