/** Runs in a page, on WebGPU: the fused room beside the plain one. Not part of the product. */
import * as tf from '@tensorflow/tfjs-core';
import { openBackend } from '../../src/engine/lm/backend';
import { kernelDeviations, type Sizes } from './fusedKernels';
import * as memory from './fusedMemory';
import * as model from './fusedModel';
import { noiseDeviation } from './fusedNoise';
import * as stages from './fusedStages';
import * as work from './fusedWork';

let device: GPUDevice;
const errors: string[] = [];

/** Both backends are open from here on; which one is current is up to each check. */
async function open(): Promise<void> {
  await openBackend('cpu');
  await openBackend('webgpu', { allowSoftwareAdapter: true, plain: true });
  ({ device } = tf.backend() as unknown as { device: GPUDevice });
  device.addEventListener('uncapturederror', ({ error }) => errors.push(error.message));
}

async function kernels(sizes: Sizes): Promise<Record<string, number>> {
  await tf.setBackend('cpu');
  return kernelDeviations(device, sizes);
}

const on =
  <A extends unknown[], R>(check: (device: GPUDevice, ...rest: A) => Promise<R>) =>
  async (...rest: A): Promise<R> => {
    await tf.setBackend('webgpu');
    return check(device, ...rest);
  };

export const harness = {
  open,
  kernels,
  noise: on(noiseDeviation),
  passes: on(model.passDeviations),
  trajectory: on(model.trajectoryDeviation),
  losses: on(model.lossDeviation),
  generation: on(model.compareGeneration),
  repeat: on(model.isRepeatable),
  goesOn: on(model.goesOn),
  splits: on(memory.splitDeviations),
  chosenSplits: on(memory.chosenSplits),
  mixedUp: on(memory.batchesMixedUp),
  guard: on(model.brokenSteps),
  refusals: on(model.refusals),
  /** On a device of its own, where nothing is compiled yet. */
  training: async () => {
    await open();
    return work.countTraining(device);
  },
  sampling: on(work.countSampling),
  ppo: on(stages.countPpo),
  left: on(stages.countLeft),
  uploads: on(stages.bytesPerEpisode),
  /** On a device of its own, where nothing is compiled yet. */
  compiled: async () => {
    await open();
    return stages.countCompiled(device);
  },
  sharing: on(work.checkSharing),
  seam: on(work.checkSeam),
  errors: async () => errors,
};

export type FusedHarness = typeof harness;
