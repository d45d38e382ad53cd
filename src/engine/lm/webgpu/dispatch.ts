/**
 * Kernels made ready to run: pipelines are made once for each device, bind groups once for each place of use.
 */
import type { Call } from './call';
import { SITE_BYTES, SITE_STRIDE, sourceOf, type BufferName, type Kernel, type Site } from './kernel';

interface Compiled {
  readonly layout: GPUBindGroupLayout;
  readonly pipeline: GPUComputePipeline;
}

const compiled = new WeakMap<GPUDevice, Map<string, Compiled>>();

function cacheOf(device: GPUDevice): Map<string, Compiled> {
  const cache = compiled.get(device) ?? new Map<string, Compiled>();
  compiled.set(device, cache);
  return cache;
}

function describe(device: GPUDevice, kernel: Kernel) {
  const storage = (type: GPUBufferBindingType) => () => ({ type });
  const types = [
    ...Array.from({ length: 2 }, () => ({ type: 'uniform' as const })),
    ...kernel.reads.map(storage('read-only-storage')),
    ...kernel.writes.map(storage('storage')),
  ];
  const entries = types.map((buffer, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer }));
  const layout = device.createBindGroupLayout({ label: kernel.name, entries });
  const descriptor: GPUComputePipelineDescriptor = {
    label: kernel.name,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ label: kernel.name, code: sourceOf(kernel) }) },
  };
  return { layout, descriptor };
}

function pipelineOf(device: GPUDevice, kernel: Kernel): Compiled {
  const cache = cacheOf(device);
  const found = cache.get(kernel.name);
  if (found) return found;
  const { layout, descriptor } = describe(device, kernel);
  const made = { layout, pipeline: device.createComputePipeline(descriptor) };
  cache.set(kernel.name, made);
  return made;
}

/** Compiles kernels that are not compiled yet, all at once, off this thread. */
export async function compile(
  device: GPUDevice,
  kernels: readonly Kernel[],
  onProgress: (fraction: number) => void,
): Promise<void> {
  const cache = cacheOf(device);
  const missing = kernels.filter(({ name }) => !cache.has(name));
  let done = 0;
  await Promise.all(
    missing.map(async (kernel) => {
      const { layout, descriptor } = describe(device, kernel);
      const pipeline = await device.createComputePipelineAsync(descriptor);
      cache.set(kernel.name, { layout, pipeline });
      onProgress(++done / missing.length);
    }),
  );
  onProgress(1);
}

/** One use of a kernel, ready to be recorded. */
export interface Dispatch {
  readonly kernel: Kernel;
  readonly site: Site;
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
}

/** The buffers at hand; `call` and `sites` are uniform. */
export type Buffers = Readonly<Record<'call' | 'sites', GPUBuffer>> & Readonly<Partial<Record<BufferName, GPUBuffer>>>;

/** Binds a kernel to its buffers. `index` counts the sites in `buffers.sites`. */
export function prepare(device: GPUDevice, buffers: Buffers, kernel: Kernel, site: Site, index: number): Dispatch {
  const { layout, pipeline } = pipelineOf(device, kernel);
  const named = [...kernel.reads, ...kernel.writes].map((name) => {
    const buffer = buffers[name];
    if (!buffer) throw new Error(`Kernel ${kernel.name} needs a buffer ${name}.`);
    return { buffer };
  });
  const here = { buffer: buffers.sites, offset: index * SITE_STRIDE, size: SITE_BYTES };
  const entries = [{ buffer: buffers.call }, here, ...named].map((resource, binding) => ({ binding, resource }));
  return { kernel, site, pipeline, bindGroup: device.createBindGroup({ label: kernel.name, layout, entries }) };
}

/** Records kernels in one pass, in order. */
export function record(encoder: GPUCommandEncoder, dispatches: readonly Dispatch[], call: Call): void {
  const pass = encoder.beginComputePass();
  for (const { kernel, site, pipeline, bindGroup } of dispatches) {
    const [x, y] = kernel.threads(call, site);
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(Math.ceil(x / kernel.workgroup[0]), Math.ceil(y / kernel.workgroup[1]));
  }
  pass.end();
}
