/** Runs in a page: a short training run on a crew of module workers. Not part of the product. */
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { Crew } from '../../src/engine/lm/crew/crew';
import type { Size } from '../../src/experiment/names';
import { pageHelpers } from '../../src/testing/pageCrew';
import { pipelineBits } from '../../src/testing/pipelineBits';

/** The bits of the weights that each stage ends with, and how many workers were there at the end. */
async function bits(size: Size, workers: number) {
  const crew = new Crew(pageHelpers);
  await crew.resize(workers);
  const weights = await pipelineBits(size, { wasmUrl, crew });
  const { members } = crew;
  await crew.resize(1);
  return { weights, members };
}

/** Starts and ends helpers again and again, each of which was ready. */
async function startAndEnd(times: number): Promise<void> {
  const crew = new Crew(pageHelpers);
  for (let i = 0; i < times; i++) {
    await crew.resize(3);
    if (crew.members !== 3) throw new Error(`Only ${crew.members} workers started.`);
    await crew.resize(1);
  }
}

export const harness = { bits, startAndEnd };

export type CrewHarness = typeof harness;
