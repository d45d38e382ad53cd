/** Runs in a page, on WebGPU: golden cases of network and algorithms, and the sampler's statistics. Not part of the product. */
import * as tf from '@tensorflow/tfjs-core';
import { openBackend } from '../../src/engine/lm/backend';
import { SAMPLER_LOGITS, samplerStatistics } from '../../src/testing/samplerStatistics';
import { ALGORITHM_CASES } from '../../src/testing/golden/algorithmCases';
import { compareCase, type Deviation, type Golden, type Tolerance } from '../../src/testing/golden/goldenFile';
import { networkCases } from '../../src/testing/golden/networkCases';

/** Small tensors would be computed on the CPU otherwise. */
async function openWebGpu(): Promise<void> {
  const { device } = await openBackend('webgpu', { allowSoftwareAdapter: true });
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  if (tf.getBackend() !== 'webgpu') throw new Error(`Runs on ${tf.getBackend()} instead of WebGPU (${device}).`);
}

interface Result {
  readonly worst?: Deviation;
  readonly problem?: string;
}

/** Every golden case of the network and of the algorithms beside PPO: its worst deviation, or what is wrong. */
async function goldenCases(json: string, tolerance: Tolerance): Promise<Record<string, Result>> {
  const golden = JSON.parse(json) as Golden;
  const results: Record<string, Result> = {};
  for (const [name, covered] of Object.entries({ ...ALGORITHM_CASES, ...networkCases(golden) })) {
    try {
      results[name] = { worst: (await compareCase(golden, name, covered, tolerance)).worst };
    } catch (error) {
      results[name] = { problem: String(error) };
    }
  }
  return results;
}

const sampler = async (draws: number, seed: number) => samplerStatistics(SAMPLER_LOGITS, 1, draws, seed);

export const harness = { openWebGpu, goldenCases, sampler };

export type GoldenHarness = typeof harness;
