/** Runs one fused kernel on data given as arrays. Not part of the product. */
import { encodeCall, type Call } from '../../src/engine/lm/webgpu/call';
import { prepare, record } from '../../src/engine/lm/webgpu/dispatch';
import { encodeSite, type BufferName, type Kernel, type Site } from '../../src/engine/lm/webgpu/kernel';

type Values = Float32Array | Uint32Array;

/** What every buffer of the kernel holds before it runs. */
export type Contents = Readonly<Partial<Record<BufferName, Values>>>;

const STORAGE = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;

function filled(device: GPUDevice, values: ArrayBufferView, usage: number): GPUBuffer {
  const buffer = device.createBuffer({ size: Math.max(16, values.byteLength), usage, mappedAtCreation: true });
  new Uint8Array(buffer.getMappedRange()).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  buffer.unmap();
  return buffer;
}

/** The floats of each buffer that the kernel writes, after it ran. */
export async function runKernel(
  device: GPUDevice,
  kernel: Kernel,
  site: Site,
  call: Call,
  contents: Contents,
): Promise<Record<string, Float32Array>> {
  const buffers = Object.fromEntries(
    Object.entries(contents).map(([name, values]) => [name, filled(device, values, STORAGE)]),
  );
  const uniforms = {
    call: filled(device, encodeCall(call), GPUBufferUsage.UNIFORM),
    sites: filled(device, encodeSite(site), GPUBufferUsage.UNIFORM),
  };
  const encoder = device.createCommandEncoder();
  record(encoder, [prepare(device, { ...uniforms, ...buffers }, kernel, site, 0)], call);
  const reads = kernel.writes.map((name) => {
    const source = buffers[name];
    const target = device.createBuffer({ size: source.size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    encoder.copyBufferToBuffer(source, 0, target, 0, source.size);
    return [name, target] as const;
  });
  device.queue.submit([encoder.finish()]);
  const results: Record<string, Float32Array> = {};
  for (const [name, target] of reads) {
    await target.mapAsync(GPUMapMode.READ);
    results[name] = new Float32Array(target.getMappedRange().slice(0));
    target.destroy();
  }
  for (const buffer of [...Object.values(buffers), ...Object.values(uniforms)]) buffer.destroy();
  return results;
}

/** Arrays behind one another, and where each begins, in vec4. */
export function pack<K extends string>(
  parts: Readonly<Record<K, Float32Array>>,
): { readonly data: Float32Array; readonly at: Readonly<Record<K, number>> } {
  const named = Object.entries<Float32Array>(parts);
  const data = new Float32Array(named.reduce((sum, [, part]) => sum + Math.ceil(part.length / 4) * 4, 0));
  let offset = 0;
  const places = named.map(([name, part]) => {
    const begin = offset;
    data.set(part, begin);
    offset += Math.ceil(part.length / 4) * 4;
    return [name, begin / 4];
  });
  return { data, at: Object.fromEntries(places) as Record<K, number> };
}

/** Largest difference as a share of the largest expected value; infinite when anything is not a number. */
export function deviation(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (got.length !== expected.length) return Infinity;
  const largest = Math.max(...Array.from(expected, Math.abs), 1e-30);
  return Array.from(expected).reduce((worst, value, i) => {
    const error = Math.abs(got[i] - value) / largest;
    return error <= worst ? worst : Number.isNaN(error) ? Infinity : error;
  }, 0);
}
