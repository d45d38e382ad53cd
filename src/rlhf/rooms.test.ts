/**
 * The fused room against the plain one, through the stages: everything a network says and learns at size S, 50 steps of
 * SFT, and ten PPO iterations replayed on the plain room's rollouts.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../lm/backend';
import { gptConfig, type GptConfig } from '../lm/config';
import { initialParameters, parameterLayout } from '../lm/layout';
import type { LossHead, Model } from '../lm/model';
import { readAll, readScalars } from '../lm/read';
import { Rng } from '../rng';
import { defaultSettings } from '../settings';
import { corpusStream } from '../world/corpus';
import { demonstrations } from '../world/demonstrations';
import { CONTEXT, VOCABULARY } from '../world/vocabulary';
import { languageModel, scalarModel, trainingSettings } from './pipeline';
import { trainPpo, type Experience } from './ppo';
import { readUpdate, takeColumns, update, uploadColumns } from './ppoUpdate';
import { sft } from './sft';
import { demonstrationSequence } from './sft';
import { sequenceBatch } from './sequences';

const open = (plain: boolean) => openBackend('wasm', { plain });

const written = demonstrations(64, new Rng(3));
const corpus = corpusStream(new Rng(2), 5000, { spanishShare: 0.04 });

/** Random weights, large enough that nothing in the network is nearly linear. */
function weights(config: GptConfig, seed: number): Float32Array {
  const flat = initialParameters(config, new Rng(seed));
  const rng = new Rng(seed).fork('stir');
  return flat.map((value) => value + rng.normal(0, 0.05));
}

function relative(found: Float32Array, expected: Float32Array): number {
  const difference = Math.hypot(...found.map((value, i) => value - expected[i]));
  return difference / Math.hypot(...expected);
}

test('every head of a network of size S and its gradient, to 1e-5 of their norm', async () => {
  const config = gptConfig('S', VOCABULARY.length, CONTEXT, true);
  const batch = sequenceBatch(written.slice(0, 6).map(demonstrationSequence));
  const { time } = batch;
  // What stands in the padding is not looked at: a room may leave it out.
  const counts = batch.mask.map((_, i) => (i % time < batch.lengths[Math.floor(i / time)] ? 1 : 0));
  const seen: Record<string, Float32Array>[] = [];
  for (const plain of [true, false]) {
    await open(plain);
    const model = scalarModel('S', weights(config, 1));
    const said = await readAll(tf.tidy(() => model.forward(batch, ['logprobs', 'entropy', 'values', 'logits'], 0.7)));
    const gradients: Record<string, Float32Array> = {};
    for (const head of ['logprobs', 'entropy', 'values'] as const satisfies readonly LossHead[]) {
      const { loss } = model.backward(batch, [head], (heads) => ({
        loss: tf.sum(
          tf.square<tf.Tensor2D>(
            tf.mul((heads as Record<LossHead, tf.Tensor2D>)[head], tf.tensor2d(counts, [batch.batch, time])),
          ),
        ),
      }));
      gradients[`gradient of ${head}`] = await model.gradient();
      model
        .step({
          learningRate: 0,
          beta1: 0.9,
          beta2: 0.95,
          epsilon: 1e-8,
          weightDecay: 0,
          clipGradNorm: 1,
          form: 'pytorch',
        })
        .dispose();
      loss.dispose();
    }
    for (const column of Object.values(said)) {
      const width = column.length / counts.length;
      column.forEach((_, i) => {
        if (counts[Math.floor(i / width)] === 0) column[i] = 0;
      });
    }
    seen.push({ ...said, ...gradients });
    model.dispose();
  }
  const [plain, fused] = seen;
  for (const name of Object.keys(plain)) expect(relative(fused[name], plain[name]), name).toBeLessThan(1e-5);
});

describe('training', () => {
  const settings = trainingSettings({ ...defaultSettings('XS'), rewardModelSize: 'XS' });
  const config = gptConfig('XS', VOCABULARY.length, CONTEXT);
  const scalar = { ...config, scalarHead: true };

  test('50 steps of SFT: losses within 1e-3', async () => {
    const losses: number[][] = [];
    for (const plain of [true, false]) {
      await open(plain);
      const model = languageModel('XS', initialParameters(config, new Rng(1)));
      const steps = sft(model, written, () => ({ ...settings, sftEpochs: 25 }), new Rng(4));
      const here: number[] = [];
      for await (const step of steps) if (step.kind === 'update') here.push(step.metrics.loss);
      losses.push(here);
      model.dispose();
    }
    const [plain, fused] = losses;
    expect(plain).toHaveLength(50);
    expect(plain[49]).toBeLessThan(0.5 * plain[0]);
    fused.forEach((loss, i) => {
      expect(Math.abs(loss - plain[i])).toBeLessThan(1e-3);
    });
  });

  test("ten PPO iterations replayed on the plain room's rollouts: losses within 1e-3", async () => {
    await open(true);
    const networks = (): Record<'policy' | 'referencePolicy' | 'rewardModel' | 'valueNetwork', Model> => ({
      policy: languageModel('XS', weights(config, 1)),
      referencePolicy: languageModel('XS', weights(config, 1)),
      rewardModel: scalarModel('XS', weights(scalar, 2)),
      valueNetwork: scalarModel('XS', weights(scalar, 2)),
    });
    const small = { ...settings, ppoIterations: 10, rolloutBatch: 16, ptxBatch: 4 };
    const recorded = networks();
    const experiences: Experience[] = [];
    for await (const step of trainPpo(recorded, corpus, () => small, new Rng(5))) {
      if (step.kind === 'metrics') experiences.push(step.experience);
    }
    const losses: number[][] = [];
    for (const plain of [true, false]) {
      await open(plain);
      const replaying = networks();
      const rng = new Rng(6);
      const here: number[] = [];
      for (const experience of experiences) {
        const columns = uploadColumns(experience);
        for (const rows of [Int32Array.of(3, 1, 4, 15, 9, 2, 6, 5), Int32Array.of(0, 7, 8, 10, 11, 12, 13, 14)]) {
          const taken = takeColumns(columns, rows);
          const batch = { ...experience.batch, batch: rows.length, rows };
          const terms = update(replaying, batch, taken, corpus, small, rng);
          const { policyLoss, valueLoss, ptxLoss = NaN } = await readUpdate(terms);
          here.push(policyLoss, valueLoss, ptxLoss);
          tf.dispose([taken, terms]);
        }
        tf.dispose(columns);
      }
      losses.push(here);
      Object.values(replaying).forEach((model) => {
        model.dispose();
      });
    }
    const [plain, fused] = losses;
    expect(plain).toHaveLength(60);
    fused.forEach((loss, i) => {
      expect(Math.abs(loss - plain[i])).toBeLessThan(1e-3);
    });
    Object.values(recorded).forEach((model) => {
      model.dispose();
    });
  });
});

test('memory is flat: 300 steps of the fused room take no more than 3', async () => {
  await open(false);
  const config = gptConfig('XS', VOCABULARY.length, CONTEXT);
  expect(parameterLayout(config).total).toBe(34_656);
  const { startKernels } = await import('../lm/wasm/kernels');
  const { wasmRoom } = await import('../lm/wasm/wasmModel');
  const kernels = await startKernels();
  const model = wasmRoom(kernels)(config, initialParameters(config, new Rng(1)));
  const batch = sequenceBatch(written.slice(0, 4).map(demonstrationSequence));
  const rng = new Rng(2);
  const once = async () => {
    const loss = model.backwardCrossEntropy(batch, batch.mask);
    const gradNorm = model.step({
      learningRate: 1e-3,
      beta1: 0.9,
      beta2: 0.95,
      epsilon: 1e-8,
      weightDecay: 0,
      clipGradNorm: 1,
      form: 'pytorch',
    });
    await readScalars({ loss, gradNorm });
    await model.generate({ prompts: [[1, 2]], maxTokens: 4, temperature: 1, stopTokens: [], rng });
  };
  for (let i = 0; i < 3; i++) await once();
  const [bytes, tensors] = [kernels.bytes, tf.memory().numTensors];
  for (let i = 0; i < 300; i++) await once();
  expect([kernels.bytes, tf.memory().numTensors]).toEqual([bytes, tensors]);
});

beforeAll(async () => {
  await open(false);
});
