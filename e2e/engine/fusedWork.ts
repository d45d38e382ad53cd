/** How much the fused room asks of the device, and its seam to TensorFlow.js. Not part of the product. */
import * as tf from '@tensorflow/tfjs-core';
import { TINY, tinyBatch, tinyParameters } from '../../src/testing/tinyModel';
import { gptConfig } from '../../src/engine/lm/config';
import { compilePipelines, webgpuRoom } from '../../src/engine/lm/webgpu/room';
import { gradientsOf, Seam } from '../../src/engine/lm/webgpu/seam';
import { readScalars } from '../../src/engine/lm/read';
import { Rng } from '../../src/rng';
import { counted, type Work } from './fusedCount';
import { OPTIMIZER } from '../../src/engine/lm/selfTest';

const CONFIG = gptConfig('XS', 239, 48);
const BATCH = 2;

/** Work of compiling and making a network, of the first step, of one step, and of twenty more read one by one. */
export async function countTraining(device: GPUDevice): Promise<Record<'start' | 'first' | 'step' | 'twenty', Work>> {
  const progress: number[] = [];
  const start = await counted(() => compilePipelines(device, (fraction) => progress.push(fraction)));
  if (progress.at(-1) !== 1) throw new Error(`Compiling reported ${progress.join()}.`);
  const model = webgpuRoom(device)(CONFIG, tinyParameters(CONFIG, 1));
  const step = async () => ({
    loss: await model.backwardCrossEntropy(tinyBatch(BATCH, CONFIG.context, 1, CONFIG.vocabulary)),
    norm: model.step(OPTIMIZER),
  });
  let scalars = null as Awaited<ReturnType<typeof step>> | null;
  const first = await counted(async () => (scalars = await step()));
  await readScalars(scalars ?? (await step()));
  const one = await counted(async () => (scalars = await step()));
  await readScalars(scalars ?? (await step()));
  const tensors = tf.memory().numTensors;
  const twenty = await counted(async () => {
    for (let i = 0; i < 20; i++) await readScalars(await step());
  });
  if (tf.memory().numTensors !== tensors) throw new Error('A step leaks tensors.');
  model.dispose();
  return { start, first, step: one, twenty };
}

/** Work of one generation, after another of the same shape. */
export async function countSampling(device: GPUDevice): Promise<Work> {
  const model = webgpuRoom(device)(CONFIG, tinyParameters(CONFIG, 1));
  const generate = () =>
    model.generate({ prompts: [[1, 2], [3]], maxTokens: 20, temperature: 1, stopTokens: [], rng: new Rng(1) });
  await generate();
  const work = await counted(generate);
  model.dispose();
  return work;
}

/** Work of two networks of one shape, on batches of different sizes, side by side or one after the other. */
async function twoNetworks(device: GPUDevice, sideBySide: boolean): Promise<string> {
  const turns = [1, 2].map((seed) => {
    const batch = tinyBatch(3 * seed, 7, seed);
    const model = webgpuRoom(device)(TINY, tinyParameters(TINY, seed));
    const results: { said?: tf.Tensor; parameters?: Float32Array } = {};
    const work: (() => unknown)[] = [
      async () => (results.said = (await model.forward(batch, ['logprobs'])).logprobs),
      async () => (await model.backwardCrossEntropy(batch)).dispose(),
      () => model.step(OPTIMIZER).dispose(),
      async () => (results.parameters = await model.parameters()),
    ];
    const finish = async () => {
      const said = await results.said?.data();
      results.said?.dispose();
      model.dispose();
      return [said, results.parameters].map(String);
    };
    return { work, finish };
  });
  const [one, two] = turns.map(({ work }) => work);
  for (const run of sideBySide ? one.flatMap((run, i) => [run, two[i]]) : [...one, ...two]) await run();
  return JSON.stringify([await turns[0].finish(), await turns[1].finish()]);
}

/** Whether networks that share a workspace leave each other alone, and what buffers remain once they are gone. */
export async function checkSharing(device: GPUDevice): Promise<{ readonly same: boolean; readonly buffers: number }> {
  const apart = await twoNetworks(device, false);
  let together = await twoNetworks(device, true);
  const { buffers } = await counted(async () => (together = await twoNetworks(device, true)));
  return { same: together === apart, buffers };
}

/** What is wrong with the seam; nothing, as long as TensorFlow.js is built as it expects. */
export async function checkSeam(device: GPUDevice): Promise<string[]> {
  const problems: string[] = [];
  const expect = (what: string, got: ArrayLike<number>, expected: readonly number[]) => {
    if (String(Array.from(got)) !== String(expected)) problems.push(`${what}: ${String(Array.from(got))}`);
  };
  const seam = new Seam(device);
  const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ size: 32, usage });
  const wasForwarded = tf.env().getBool('WEBGPU_CPU_FORWARD');
  tf.env().set('WEBGPU_CPU_FORWARD', true);
  const onCpu = tf.add(tf.tensor1d([1, 2]), 1); // never on the device
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  const onDevice = tf.mul(tf.tensor1d([1, 2]), 5);
  tf.env().set('WEBGPU_CPU_FORWARD', wasForwarded);
  seam.copy(onCpu, buffer, 0);
  seam.copy(onDevice, buffer, 8);
  const before = seam.tensor(buffer, 0, [2, 2]);
  seam.copy(onCpu, buffer, 8);
  const after = seam.tensor(buffer, 4, [1, 2]);
  const encoder = seam.encoder();
  if (!seam.isPending(encoder)) problems.push('the encoder is not pending while commands are recorded');
  seam.submit();
  if (seam.isPending(encoder)) problems.push('the encoder is pending after it was submitted');
  seam.submit(); // with nothing recorded
  expect('copies come in order', await before.data(), [2, 3, 5, 10]);
  expect('copies begin at an offset', await after.data(), [3, 2]);
  const unused = tf.tensor1d([1]);
  const [slope, none] = gradientsOf(() => tf.sum(tf.square(before)), [before, unused]);
  expect('gradients', (await slope?.data()) ?? [], [4, 6, 10, 20]);
  if (none !== null) problems.push('a tensor that the loss does not use has a gradient');
  tf.dispose([onCpu, onDevice, before, after, unused]);
  slope?.dispose();
  await tf.setBackend('cpu');
  try {
    new Seam(device);
    problems.push('another backend is taken for the one of WebGPU');
  } catch (error) {
    if (!(error as Error).message.includes('TensorFlow.js 4.22')) problems.push(String(error));
  }
  buffer.destroy();
  return problems;
}
