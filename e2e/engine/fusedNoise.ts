/** The sampler's noise on the device beside rng.ts's. Not part of the product. */
import { makeCall } from '../../src/engine/lm/webgpu/call';
import type { Kernel } from '../../src/engine/lm/webgpu/kernel';
import { NOISE_WGSL } from '../../src/engine/lm/webgpu/kernels/noise';
import { pcg3d, Rng } from '../../src/rng';
import { runKernel } from './fusedRun';

/** Writes the integers [0, N) and the noise [N, 2N) of N counters. */
const noise: Kernel = {
  name: 'noise alone',
  reads: [],
  writes: ['heads'],
  workgroup: [64, 1],
  threads: ({ rows }) => [rows, 1],
  declarations: NOISE_WGSL,
  main: `
  if (id.x >= call.rows) { return; }
  heads[id.x] = bitcast<f32>(pcg3d(call.seed, call.stream, call.counter + id.x) >> 8);
  heads[call.rows + id.x] = gumbel(call.counter + id.x);`,
};

/** How many integers differ, and the largest error of the noise by its bound, 1e-6 + 2e-7 |g|. */
export async function noiseDeviation(
  device: GPUDevice,
): Promise<{ readonly integers: number; readonly noise: number }> {
  const count = 1 << 18;
  const rng = new Rng(0xfedcba98).fork('noise');
  rng.position = 0xffff_0000; // runs over the end of 32 bits
  const [seed, stream] = rng.key;
  const call = makeCall(count, 1, { seed, stream, counter: rng.position });
  const { heads } = await runKernel(device, noise, {}, call, { heads: new Float32Array(2 * count) });
  const drawn = new Uint32Array(heads.buffer);
  let [integers, worst] = [0, 0];
  for (let i = 0; i < count; i++) {
    if (drawn[i] !== pcg3d(seed, stream, rng.position)[0] >>> 8) integers++;
    const expected = rng.gumbel();
    const error = Math.abs(heads[count + i] - expected) / (1e-6 + 2e-7 * Math.abs(expected));
    if (!(error <= worst)) worst = Number.isNaN(error) ? Infinity : error;
  }
  return { integers, noise: worst };
}
