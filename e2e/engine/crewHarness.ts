/** Runs in a page: a short training run on a crew of module workers. Not part of the product. */
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { Crew } from '../../src/engine/lm/crew/crew';
import { portTo } from '../../src/engine/worker/helperPort';
import type { Size } from '../../src/experiment/names';
import { pipelineBits } from '../../src/testing/pipelineBits';

const startHelper = () => portTo(new Worker(new URL('./crewHelper.ts', import.meta.url), { type: 'module' }));

/** The bits of the weights that each stage ends with, and how many workers were there at the end. */
async function bits(size: Size, workers: number) {
  const crew = new Crew(startHelper);
  await crew.resize(workers);
  const weights = await pipelineBits(size, { wasmUrl, crew });
  const { members } = crew;
  await crew.resize(1);
  return { weights, members };
}

/** Starts and ends helpers again and again, each of which has answered once. */
async function startAndEnd(times: number): Promise<void> {
  const crew = new Crew(startHelper);
  for (let i = 0; i < times; i++) {
    await crew.resize(3);
    if (crew.members !== 3) throw new Error(`Only ${crew.members} workers started.`);
    await crew.resize(1);
  }
}

export const harness = { bits, startAndEnd };

export type CrewHarness = typeof harness;
