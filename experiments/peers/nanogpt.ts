/**
 * A peer: `@genai-fi/nanogpt`, TensorFlow.js on WebGPU with kernels of its own, trained by a step of its own trainer. Its
 * GPT comes as near to ours as its options allow: learned positions, GELU, tied embeddings, float32; RMSNorm instead of
 * LayerNorm and no biases, which is less work. Its files hold all the code that they need, a TensorFlow.js of its own too,
 * which shares the engine of ours through the page's globals, so that tensors made here are its tensors too. None of the
 * packages that it names is ever imported: `overrides` in package.json puts the smallest of them in the place of each.
 */
import * as tf from '@tensorflow/tfjs-core';
import { selectBackend } from './node_modules/@genai-fi/nanogpt/dist/backend.js';
import createModelInstance from './node_modules/@genai-fi/nanogpt/dist/models/factory.js';
import BasicTrainer from './node_modules/@genai-fi/nanogpt/dist/training/BasicTrainer.js';
import type { LaneMeasure } from '../bench/plan';
import { configOf, OPTIMIZER, randomBatch, type Task } from '../bench/work';

/** The step of its trainer, which is not public. */
interface Trainer {
  readonly trainStep: (state: object, batch: { readonly xs: tf.Tensor; readonly ys: tf.Tensor }) => tf.Scalar;
  readonly dispose: () => void;
}

export async function openNanogpt(): Promise<string> {
  await selectBackend('webgpu');
  return tf.getBackend();
}

export function nanogptTask(measure: LaneMeasure): Task {
  const { vocabulary, context, width, layers, heads } = configOf(measure);
  const model = createModelInstance({
    modelType: 'GenAI_NanoGPT_v1',
    vocabSize: vocabulary,
    blockSize: context,
    nLayer: layers,
    nHead: heads,
    nEmbed: width,
    mlpFactor: 4,
    useRope: false,
  });
  const { learningRate, beta1, beta2, epsilon, weightDecay } = OPTIMIZER;
  const options = { learningRate, beta1, beta2, epsilon, weightDecay, warmupSteps: 0, minLearningRate: learningRate };
  // Its step never asks the tokenizer.
  const tokenizer = null as unknown as BasicTrainer['tokenizer'];
  const trainer = new BasicTrainer(model, tokenizer, options) as unknown as Trainer;
  const { inputs, targets, batch, time } = randomBatch(measure.batch, context);
  const batchOf = (ids: Int32Array) => tf.tensor2d(ids, [batch, time], 'int32');
  return {
    run: async () => {
      const [xs, ys] = [batchOf(inputs), batchOf(targets)];
      const loss = trainer.trainStep({}, { xs, ys });
      const [value] = await loss.data();
      tf.dispose([xs, ys, loss]);
      if (!Number.isFinite(value)) throw new Error(`The loss is ${value}.`);
    },
    dispose: () => {
      trainer.dispose();
      model.dispose();
    },
  };
}
