/**
 * Every loss, differentiated through the tiny network, against finite differences: for each parameter tensor one random
 * direction within it, with the fourth-order central difference
 * f' ≈ (8 (f(h) − f(−h)) − (f(2h) − f(−2h))) / 12h. In float32 a loss near 1 is known to about 1e-7, so with h = 0.02
 * the quotient is known to about 1e-5.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../lm/backend';
import { parameterLayout } from '../lm/layout';
import type { Model } from '../lm/model';
import { readAll } from '../lm/read';
import { tinyBatch, tinyModel } from '../../testing/tinyModel';
import { Rng } from '../../rng';
import { crossEntropy } from '../lm/crossEntropy';
import { dpoLoss, type DpoLossSettings } from './beyond/dpo';
import { grpoLoss } from './beyond/grpo';
import { pairwiseLoss, pairWeights } from './pairwiseLoss';
import { gatherGradients, type Columns } from './ppoUpdate';
import { policyLoss, valueLoss } from './ppoLoss';
import { atLastPlace } from './sequences';
import { rlooLoss } from './beyond/rloo';
import { sequenceLogprobs } from './sequenceLogprobs';

const ROWS = 3;
const TIME = 6;
const STEP = 0.02;
const NOISE = 3e-5;
const CONFIG = { layers: 1, scalarHead: true };
const TEMPERATURE = 0.7;

/** Gathers the gradient of one loss and tells the loss. */
type Loss = (model: Model) => Promise<number>;

const batch = tinyBatch(ROWS, TIME, 3);
const mask = Float32Array.of(0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0);
const lastPlace = Int32Array.of(4, 5, 2);

const matrix = (values: Float32Array) => tf.tensor2d(values, [ROWS, TIME]);

const scalar = async (loss: tf.Scalar) => (await readAll({ loss })).loss[0];

/** Columns of an earlier policy: what the network says now, moved so that every branch of the losses is met. */
async function columns(): Promise<Record<keyof Columns, Float32Array>> {
  const model = tinyModel(CONFIG);
  const now = await readAll({
    ...(await model.forward(batch, ['logprobs'], TEMPERATURE)),
    ...(await model.forward(batch, ['values'])),
  });
  model.dispose();
  const rng = new Rng(5);
  // At least 0.08 from every kink: |log ρ| near log 1.2, |V − V_old| near 0.2, and both near 0.
  const shifts = [-0.5, -0.08, 0.08, 0.5];
  const moved = (values: Float32Array) => values.map((value, i) => value + shifts[i % shifts.length]);
  return {
    mask,
    oldLogprobs: moved(now.logprobs),
    oldValues: moved(now.values),
    advantages: mask.map(() => rng.normal()),
    returns: now.values.map((value) => value + rng.normal(0, 1)),
  };
}

const crossEntropyLoss: Loss = async (model) => {
  const { loss } = await model.backward(batch, ['logprobs'], ({ logprobs }) => ({
    loss: crossEntropy(logprobs, matrix(mask)),
  }));
  return scalar(loss);
};

const rewardModelLoss: Loss = async (model) => {
  const weights = pairWeights([{ levels: [[1], [2], [0]] }], ROWS);
  const { loss } = await model.backward(batch, ['values'], ({ values }) => {
    const scores = atLastPlace(values, { lastPlace, time: TIME });
    return { loss: pairwiseLoss(tf.reshape(scores, [1, ROWS]), tf.tensor3d(weights, [1, ROWS, ROWS])) };
  });
  return scalar(loss);
};

const clippedPolicyLoss: Loss = async (model) => {
  const given = await columns();
  const terms = await model.backward(
    batch,
    ['logprobs'],
    ({ logprobs }) => {
      const { oldLogprobs, advantages } = given;
      const tensors = { oldLogprobs: matrix(oldLogprobs), advantages: matrix(advantages), mask: matrix(mask) };
      return policyLoss(logprobs, tensors, 0.2);
    },
    TEMPERATURE,
  );
  const { loss, clipFraction } = await readAll({ ...terms });
  expect(clipFraction[0]).toBeGreaterThan(0);
  expect(clipFraction[0]).toBeLessThan(1);
  return loss[0];
};

const criticLoss =
  (clipRange: number): Loss =>
  async (model) => {
    const { oldValues, returns } = await columns();
    const terms = await model.backward(batch, ['values'], ({ values }) =>
      valueLoss(values, { oldValues: matrix(oldValues), returns: matrix(returns), mask: matrix(mask) }, clipRange),
    );
    const { loss, clipFraction } = await readAll({ ...terms });
    if (clipRange > 0) expect(clipFraction[0]).toBeGreaterThan(0);
    return loss[0];
  };

const ppoPtxLoss: Loss = async (model) => {
  const settings = { clipRange: 0.2, valueClipRange: 0.2, valueCoef: 0.3, ptxCoef: 1.7, temperature: TEMPERATURE };
  const given = Object.entries(await columns()).map(([name, column]) => [name, matrix(column)]);
  const networks = { policy: model, valueNetwork: model };
  const columnsGiven = Object.fromEntries(given) as Columns;
  const terms = await gatherGradients(networks, batch, columnsGiven, tinyBatch(2, 7, 9), settings);
  const read = await readAll({ ...(terms as Required<typeof terms>) });
  return read.policyLoss[0] + settings.valueCoef * read.valueLoss[0] + settings.ptxCoef * read.ptxLoss[0];
};

const preferenceLoss =
  (settings: DpoLossSettings): Loss =>
  async (model) => {
    const weights = pairWeights([{ levels: [[1], [2], [0]] }], ROWS);
    const { oldLogprobs } = await columns();
    const { loss } = await model.backward(batch, ['logprobs'], ({ logprobs }) => {
      const whole = (x: tf.Tensor2D) => sequenceLogprobs(x, matrix(mask));
      const logRatios = tf.reshape(tf.sub(whole(logprobs), whole(matrix(oldLogprobs))), [1, ROWS]);
      return { loss: dpoLoss(logRatios as tf.Tensor2D, tf.tensor3d(weights, [1, ROWS, ROWS]), settings) };
    });
    return scalar(loss);
  };

const groupLoss: Loss = async (model) => {
  const given = await columns();
  const settings = { clipRange: 0.2, klCoef: 0.5, grpoAggregation: 'grpo' } as const;
  const { loss } = await model.backward(
    batch,
    ['logprobs'],
    ({ logprobs }) => {
      const { oldLogprobs, advantages } = given;
      const refLogprobs = matrix(oldLogprobs.map((value, i) => value + (i % 3) / 4));
      const tensors = { oldLogprobs: matrix(oldLogprobs), advantages: matrix(advantages), mask: matrix(mask) };
      return { loss: grpoLoss(logprobs, { ...tensors, refLogprobs }, settings).loss };
    },
    TEMPERATURE,
  );
  return scalar(loss);
};

const wholeResponseLoss: Loss = async (model) => {
  const { oldLogprobs } = await columns();
  const { loss } = await model.backward(batch, ['logprobs'], ({ logprobs }) => {
    const tensors = {
      oldLogprobs: matrix(oldLogprobs),
      advantages: tf.tensor2d([1, -0.5, 2], [ROWS, 1]),
      mask: matrix(mask),
    };
    return { loss: rlooLoss(logprobs, tensors, { rlooLoss: 'clipped', clipRange: 0.2 }).loss };
  });
  return scalar(loss);
};

async function gradientOf(loss: Loss, model: Model): Promise<Float32Array> {
  await loss(model);
  return model.gradient();
}

async function at(loss: Loss, parameters: Float32Array): Promise<number> {
  const model = tinyModel(CONFIG);
  model.load(parameters);
  const value = await loss(model);
  model.dispose();
  return value;
}

describe.each([
  ['TensorFlow.js ops', 'cpu'],
  ['fused kernels', 'wasm'],
] as const)('gradients against finite differences, with %s', (_, backend) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  test.each<[string, Loss]>([
    ['cross entropy on masked tokens', crossEntropyLoss],
    ["the reward model's pairwise loss", rewardModelLoss],
    ['the clipped policy loss at a temperature', clippedPolicyLoss],
    ['the value loss without clipping', criticLoss(0)],
    ['the value loss with clipping', criticLoss(0.2)],
    ['PPO-ptx on a shared trunk: policy + c·value + γ·pretraining', ppoPtxLoss],
    ['DPO with label smoothing', preferenceLoss({ dpoLoss: 'sigmoid', dpoBeta: 0.5, dpoLabelSmoothing: 0.1 })],
    ['IPO', preferenceLoss({ dpoLoss: 'ipo', dpoBeta: 0.5, dpoLabelSmoothing: 0 })],
    ['GRPO with its KL', groupLoss],
    ['RLOO, clipped', wholeResponseLoss],
  ])('%s', async (_, loss) => {
    const model = tinyModel(CONFIG);
    const parameters = await model.parameters();
    const gradient = await gradientOf(loss, model);
    let met = 0;
    for (const { name, offset, size } of parameterLayout(model.config).parameters) {
      const rng = new Rng(6).fork(name);
      const raw = Array.from({ length: size }, () => rng.normal());
      const length = Math.hypot(...raw);
      const direction = raw.map((value) => value / length);
      const moved = (step: number) => {
        const result = parameters.slice();
        direction.forEach((value, i) => (result[offset + i] += step * value));
        return at(loss, result);
      };
      const [near, far] = [
        (await moved(STEP)) - (await moved(-STEP)),
        (await moved(2 * STEP)) - (await moved(-2 * STEP)),
      ];
      const slope = direction.reduce((sum, value, i) => sum + value * gradient[offset + i], 0);
      const norm = Math.hypot(...gradient.slice(offset, offset + size));
      if (Math.abs(slope) > 10 * NOISE) met++;
      const bound = NOISE + 2e-4 * norm;
      expect(Math.abs((8 * near - far) / (12 * STEP) - slope), name).toBeLessThan(bound);
    }
    expect(met).toBeGreaterThan(8);
    model.dispose();
  });
});
