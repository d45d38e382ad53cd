/** The fused room against the plain one, on WASM in Node; in Chromium, on WASM and WebGPU: e2e/engine/parity.*.spec.ts. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { USUAL_ADAMW } from '../lm/adamw';
import { openBackend } from '../lm/backend';
import { Crew } from '../lm/crew/crew';
import { gptConfig } from '../lm/config';
import { initialParameters } from '../lm/layout';
import { readScalars } from '../lm/read';
import { Rng } from '../../rng';
import { demonstrations } from '../../world/demonstrations';
import { CONTEXT, VOCABULARY } from '../../world/vocabulary';
import {
  headsAndGradients,
  recordExperiences,
  relativeError,
  replayedLosses,
  sftLosses,
} from '../../testing/roomParity';
import { sequenceBatch } from './sequences';
import { demonstrationSequence } from './sft';

/** The same work in both rooms, the plain one first. */
async function inBoth<T>(work: () => Promise<T>): Promise<[plain: T, fused: T]> {
  await openBackend('wasm', { plain: true });
  const plain = await work();
  await openBackend('wasm');
  return [plain, await work()];
}

const largest = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((x, i) => Math.abs(x - b[i])));

test('every head of a network of size S and its gradient, to 1e-5 of their norm', async () => {
  const [plain, fused] = await inBoth(headsAndGradients);
  expect(Object.keys(plain)).toHaveLength(7);
  for (const name of Object.keys(plain)) expect(relativeError(fused[name], plain[name]), name).toBeLessThan(1e-5);
});

test('50 steps of SFT: losses within 1e-3', async () => {
  const [plain, fused] = await inBoth(sftLosses);
  expect(plain).toHaveLength(50);
  expect(plain[49]).toBeLessThan(0.5 * plain[0]);
  expect(largest(fused, plain)).toBeLessThan(1e-3);
});

test("ten PPO iterations replayed on the plain room's rollouts: losses within 1e-3", async () => {
  await openBackend('wasm', { plain: true });
  const experiences = await recordExperiences();
  const [plain, fused] = await inBoth(() => replayedLosses(experiences));
  expect(plain).toHaveLength(60);
  expect(largest(fused, plain)).toBeLessThan(1e-3);
});

test('memory is flat: 300 steps of the fused room take no more than 3', async () => {
  await openBackend('wasm');
  const config = gptConfig('XS', VOCABULARY.length, CONTEXT);
  const { startKernels } = await import('../lm/wasm/kernels');
  const { wasmRoom } = await import('../lm/wasm/wasmModel');
  const kernels = await startKernels();
  const model = wasmRoom(kernels, new Crew())(config, initialParameters(config, new Rng(1)));
  const batch = sequenceBatch(demonstrations(4, new Rng(3)).map(demonstrationSequence));
  const rng = new Rng(2);
  const once = async () => {
    const loss = await model.backwardCrossEntropy(batch, batch.mask);
    const gradNorm = model.step({ ...USUAL_ADAMW, learningRate: 1e-3, weightDecay: 0 });
    await readScalars({ loss, gradNorm });
    await model.generate({ prompts: [[1, 2]], maxTokens: 4, temperature: 1, stopTokens: [], rng });
  };
  for (let i = 0; i < 3; i++) await once();
  const [bytes, tensors] = [kernels.bytes, tf.memory().numTensors];
  for (let i = 0; i < 300; i++) await once();
  expect([kernels.bytes, tf.memory().numTensors]).toEqual([bytes, tensors]);
});
