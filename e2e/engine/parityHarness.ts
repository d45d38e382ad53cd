/** Runs in a page: the fused room of a backend beside the plain one on WASM. Not part of the product. */
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { openBackend } from '../../src/engine/lm/backend';
import { kernelBits } from '../../src/testing/kernelBits';
import { compareCase, type Golden } from '../../src/testing/golden/goldenFile';
import { networkCases } from '../../src/testing/golden/networkCases';
import {
  headsAndGradients,
  recordExperiences,
  relativeError,
  replayedLosses,
  sftLosses,
} from '../../src/testing/roomParity';

type Backend = 'wasm' | 'webgpu';

const plain = () => openBackend('wasm', { plain: true, wasmUrl });
const fused = (backend: Backend) => openBackend(backend, { wasmUrl, allowSoftwareAdapter: true });

const largest = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((x, i) => Math.abs(x - b[i])));

async function inBoth<T>(backend: Backend, work: () => Promise<T>): Promise<[plain: T, fused: T]> {
  await plain();
  const expected = await work();
  await fused(backend);
  return [expected, await work()];
}

/** Relative error of every head and gradient. */
async function heads(backend: Backend): Promise<Record<string, number>> {
  const [expected, found] = await inBoth(backend, headsAndGradients);
  return Object.fromEntries(Object.keys(expected).map((name) => [name, relativeError(found[name], expected[name])]));
}

async function sft(backend: Backend): Promise<number> {
  const [expected, found] = await inBoth(backend, sftLosses);
  return largest(found, expected);
}

async function ppo(backend: Backend): Promise<number> {
  await plain();
  const experiences = await recordExperiences();
  const [expected, found] = await inBoth(backend, () => replayedLosses(experiences));
  return largest(found, expected);
}

/** What is wrong with the golden cases of the network, by case. */
async function golden(backend: Backend, json: string): Promise<Record<string, string>> {
  await fused(backend);
  const file = JSON.parse(json) as Golden;
  const problems: Record<string, string> = {};
  for (const [name, covered] of Object.entries(networkCases(file))) {
    try {
      await compareCase(file, name, covered, file.meta.tolerances.float32);
    } catch (error) {
      problems[name] = String(error);
    }
  }
  return problems;
}

export const harness = { kernelBits, heads, sft, ppo, golden };

export type ParityHarness = typeof harness;
