/** Where networks are made of fused WGSL kernels. */
import { SIZES } from '../../../experiment/names';
import { gptConfig } from '../config';
import type { Room } from '../createModel';
import { compile } from './dispatch';
import { kernelsOf } from './plan';
import { WebGpuModel } from './webgpuModel';

/** The device must be that of TensorFlow.js's current backend. */
export const webgpuRoom =
  (device: GPUDevice): Room =>
  (config, parameters) =>
    new WebGpuModel(device, config, parameters);

/** Compiles the kernels of all sizes of network off this thread, so that the first step need not wait for them. */
export async function compilePipelines(
  device: GPUDevice,
  onProgress: (fraction: number) => void = () => undefined,
): Promise<void> {
  const shapes = SIZES.map((size) => gptConfig(size, 1, 1));
  const kernels = shapes.flatMap(({ width, heads }) => kernelsOf(width / 4 / heads));
  const unique = new Map(kernels.map((kernel) => [kernel.name, kernel]));
  await compile(device, [...unique.values()], onProgress);
}
