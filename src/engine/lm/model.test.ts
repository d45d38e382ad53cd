import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { Rng } from '../../rng';
import { openBackend } from './backend';
import { createModel } from './createModel';
import { initialParameters } from './layout';
import type { Heads, Model, TokenBatch } from './model';
import { readAll, readScalars } from './read';
import { NODE_ROOMS, TINY, tinyBatch, tinyModel } from '../../testing/tinyModel';
import { OPTIMIZER } from './selfTest';

const crossEntropy = ({ logprobs }: Pick<Heads, 'logprobs'>) => ({ loss: tf.neg<tf.Scalar>(tf.mean(logprobs)) });

/** A loss of which half the gradient comes from each head. */
const anyLoss = ({ logprobs, values }: Pick<Heads, 'logprobs' | 'values'>) => ({
  loss: tf.sub<tf.Scalar>(tf.mean(tf.square(values)), tf.mean(logprobs)),
});

const logitsOf = async (model: Model, batch: TokenBatch) =>
  (await readAll(await model.forward(batch, ['logits']))).logits;

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

describe.each(Object.entries(NODE_ROOMS))('a network on %s', (_, [backend, plain]) => {
  beforeAll(async () => {
    await openBackend(backend, { plain });
  });

  test('what comes later changes nothing before it', async () => {
    const model = tinyModel();
    const batch = tinyBatch(1, 6);
    const other = { ...batch, inputs: batch.inputs.slice() };
    other.inputs[4] = (other.inputs[4] + 1) % TINY.vocabulary;
    const [a, b] = [await logitsOf(model, batch), await logitsOf(model, other)];
    const before = 4 * TINY.vocabulary;
    expect(a.slice(0, before)).toEqual(b.slice(0, before));
    expect(a.slice(before)).not.toEqual(b.slice(before));
    model.dispose();
  });

  test('rows of a batch say what they say alone', async () => {
    const model = tinyModel();
    const batch = tinyBatch(3, 4);
    const whole = await logitsOf(model, batch);
    const some = await logitsOf(model, { ...batch, batch: 2, rows: Int32Array.of(2, 0) });
    const row = (i: number) => whole.slice(i * 4 * TINY.vocabulary, (i + 1) * 4 * TINY.vocabulary);
    expect(largestDifference(some, [...row(2), ...row(0)])).toBeLessThan(1e-6);
    model.dispose();
  });

  test('padding on the left does not change a row, neither its logits nor its gradient', async () => {
    const model = tinyModel();
    const batch = tinyBatch(1, 4);
    const padded = (ids: Int32Array, pad: number) => Int32Array.from([pad, pad, ...ids]);
    const shifted: TokenBatch = {
      inputs: padded(batch.inputs, 3),
      targets: padded(batch.targets, 0),
      batch: 1,
      time: 6,
      leftPadding: Int32Array.of(2),
    };
    const plain = await logitsOf(model, batch);
    const behind = (await logitsOf(model, shifted)).slice(2 * TINY.vocabulary);
    expect(largestDifference(plain, behind)).toBeLessThan(1e-5);

    (await model.backward(batch, ['logprobs'], crossEntropy)).loss.dispose();
    const gradient = await model.gradient();
    model.step(OPTIMIZER).dispose();
    const fresh = tinyModel();
    const lastFour = ({ logprobs }: Pick<Heads, 'logprobs'>) =>
      crossEntropy({ logprobs: tf.slice(logprobs, [0, 2], [1, 4]) });
    (await fresh.backward(shifted, ['logprobs'], lastFour)).loss.dispose();
    expect(largestDifference(await fresh.gradient(), gradient)).toBeLessThan(1e-5);
    model.dispose();
    fresh.dispose();
  });

  test('rows of one batch do not see each other', async () => {
    const model = tinyModel();
    const both = tinyBatch(2, 5);
    const second: TokenBatch = { inputs: both.inputs.slice(5), targets: both.targets.slice(5), batch: 1, time: 5 };
    const together = (await logitsOf(model, both)).slice(5 * TINY.vocabulary);
    expect(largestDifference(together, await logitsOf(model, second))).toBeLessThan(1e-5);
    model.dispose();
  });

  test('the temperature divides the logits that log-probability and entropy are of', async () => {
    const model = tinyModel();
    const batch = tinyBatch(1, 3);
    const cold = await readAll(await model.forward(batch, ['logits', 'logprobs', 'entropy'], 0.5));
    const warm = await logitsOf(model, batch);
    expect(
      largestDifference(
        cold.logits,
        warm.map((logit) => logit / 0.5),
      ),
    ).toBeLessThan(1e-5);
    for (let t = 0; t < 3; t++) {
      const logits = [...cold.logits.slice(t * TINY.vocabulary, (t + 1) * TINY.vocabulary)];
      const logSum = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
      expect(cold.logprobs[t]).toBeCloseTo(logits[batch.targets[t]] - logSum, 5);
      const entropy = logits.reduce((sum, logit) => sum - Math.exp(logit - logSum) * (logit - logSum), 0);
      expect(cold.entropy[t]).toBeCloseTo(entropy, 5);
    }
    model.dispose();
  });

  test('two backward passes gather the gradient of the sum', async () => {
    const [apart, together] = [tinyModel({ scalarHead: true }), tinyModel({ scalarHead: true })];
    const [first, second] = [tinyBatch(2, 5, 1), tinyBatch(2, 5, 2)];
    (await apart.backward(first, ['logprobs', 'values'], anyLoss)).loss.dispose();
    const alone = await apart.gradient();
    (await apart.backward(second, ['logprobs', 'values'], anyLoss)).loss.dispose();
    const both: TokenBatch = {
      inputs: Int32Array.from([...first.inputs, ...second.inputs]),
      targets: Int32Array.from([...first.targets, ...second.targets]),
      batch: 4,
      time: 5,
    };
    const doubled = (heads: Pick<Heads, 'logprobs' | 'values'>) => ({
      loss: tf.mul<tf.Scalar>(anyLoss(heads).loss, 2), // a mean over twice the rows
    });
    (await together.backward(both, ['logprobs', 'values'], doubled)).loss.dispose();
    const gathered = await apart.gradient();
    expect(largestDifference(gathered, await together.gradient())).toBeLessThan(1e-5);
    expect(largestDifference(gathered, alone)).toBeGreaterThan(1e-2);
    apart.step(OPTIMIZER).dispose();
    await expect(apart.gradient()).rejects.toThrow('There is no gradient: call backward first.');
    apart.dispose();
    together.dispose();
  });

  test.each([
    ['loss', (value: tf.Scalar): tf.Scalar => tf.add(value, NaN)],
    ['loss that overflows', (value: tf.Scalar): tf.Scalar => tf.mul(value, Infinity)],
    ['gradient', (value: tf.Scalar): tf.Scalar => tf.sqrt(tf.sub(value, value))],
  ])('a step whose %s is not finite changes nothing, and the next one goes on from there', async (_, spoil) => {
    const [model, twin] = [tinyModel(), tinyModel()];
    const batch = tinyBatch(2, 5);
    const good = async (trained: Model) => {
      (await trained.backward(batch, ['logprobs'], crossEntropy)).loss.dispose();
      trained.step(OPTIMIZER).dispose();
    };
    await good(model);
    await good(twin);
    const before = await model.parameters();
    const { loss } = await model.backward(batch, ['logprobs'], (heads) => ({ loss: spoil(crossEntropy(heads).loss) }));
    const gradNorm = model.step(OPTIMIZER);
    await expect(readScalars({ loss, gradNorm })).rejects.toThrow(/ = (NaN|Infinity)/);
    expect(await model.parameters()).toEqual(before);
    await good(model);
    await good(twin);
    expect(await model.parameters()).toEqual(await twin.parameters());
    model.dispose();
    twin.dispose();
  });

  test('goes on from its state as if it had never stopped, to the bit', async () => {
    const config = { scalarHead: true };
    const step = async (trained: Model, seed: number) => {
      (await trained.backward(tinyBatch(2, 5, seed), ['logprobs', 'values'], anyLoss)).loss.dispose();
      trained.step(OPTIMIZER).dispose();
    };
    const whole = tinyModel(config);
    for (const seed of [1, 2, 3]) await step(whole, seed);
    const state = await whole.state();
    expect(state.steps).toBe(3);
    expect(state.corrections[0]).toBeCloseTo(1 - OPTIMIZER.beta1 ** 3, 6);
    expect(state.corrections[1]).toBeCloseTo(1 - OPTIMIZER.beta2 ** 3, 6);
    expect(state.parameters).toEqual(await whole.parameters());

    const resumed = tinyModel(config, 9);
    resumed.restore(state);
    expect(await resumed.state()).toEqual(state);
    const withoutMoments = tinyModel(config, 9);
    withoutMoments.load(state.parameters);
    for (const model of [whole, resumed, withoutMoments]) for (const seed of [4, 5]) await step(model, seed);
    expect(await resumed.state()).toEqual(await whole.state());
    expect(await withoutMoments.parameters()).not.toEqual(await whole.parameters());
    for (const model of [whole, resumed, withoutMoments]) model.dispose();
  });

  test('learns one batch by heart', async () => {
    const model = createModel(TINY, initialParameters(TINY, new Rng(1)));
    // Every row begins with a token of its own, so that all the rest can be known.
    const batch = tinyBatch(3, 6);
    batch.inputs.set([0], 0);
    batch.inputs.set([1], 6);
    batch.inputs.set([2], 12);
    let last = NaN;
    for (let step = 0; step < 150; step++) {
      const { loss } = await model.backward(batch, ['logprobs'], crossEntropy);
      const gradNorm = model.step({ ...OPTIMIZER, learningRate: 0.02, weightDecay: 0 });
      last = (await readScalars({ loss, gradNorm })).loss;
      if (step === 0) expect(last).toBeCloseTo(Math.log(TINY.vocabulary), 1);
    }
    expect(last).toBeLessThan(0.01);
    model.dispose();
  });

  test('gives back every tensor it took', async () => {
    const before = tf.memory().numTensors;
    const model = tinyModel({ scalarHead: true });
    const batch = { ...tinyBatch(2, 5), leftPadding: Int32Array.of(0, 1) };
    for (const rows of [batch, tinyBatch(2, 5), tinyBatch(3, 4)]) {
      (await model.backward(rows, ['logprobs', 'values'], anyLoss)).loss.dispose();
      model.step(OPTIMIZER).dispose();
      await readAll(await model.forward(rows, ['logits', 'values', 'entropy', 'logprobs']));
    }
    (await model.backward(batch, ['logprobs', 'values'], anyLoss)).loss.dispose();
    model.load(await model.parameters());
    model.restore(await model.state());
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('what it refuses', () => {
  test('parameters of another network, and a step without a gradient, with a sentence', async () => {
    await openBackend('cpu');
    const model = tinyModel();
    expect(() => model.load(new Float32Array(5))).toThrow(/^This network has \d+ parameters, got 5\.$/);
    expect(() => model.step(OPTIMIZER)).toThrow('step needs a gradient: call backward first.');
    await expect(model.forward(tinyBatch(1, 3), ['values'])).rejects.toThrow(
      'This network has no parameter named score.weight.',
    );
    model.dispose();
  });
});
