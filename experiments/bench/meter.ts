/** Counts what is asked of WebGPU devices in this page or process, by whatever library. */

export interface Counts {
  readonly dispatches: number;
  readonly submits: number;
  readonly readbacks: number;
  readonly pipelines: number;
  /** Bytes written into buffers, uniforms included. */
  readonly up: number;
  /** Bytes mapped for reading. */
  readonly down: number;
}

type Tally = { -readonly [K in keyof Counts]: Counts[K] };

const NAMES = ['dispatches', 'submits', 'readbacks', 'pipelines', 'up', 'down'] as const;

const tally: Tally = { dispatches: 0, submits: 0, readbacks: 0, pipelines: 0, up: 0, down: 0 };
const memory = { live: 0, peak: 0 };
const sizes = new WeakMap<GPUBuffer, number>();

/** Calls `see` after each call of a method. */
function watch<T extends object>(
  prototype: T,
  name: keyof T & string,
  see: (self: T, args: unknown[], result: unknown) => void,
): void {
  const original = prototype[name] as (...args: unknown[]) => unknown;
  const watched = function (this: T, ...args: unknown[]) {
    const result = original.apply(this, args);
    see(this, args, result);
    return result;
  };
  Object.defineProperty(prototype, name, { value: watched, configurable: true, writable: true });
}

/** Bytes that a call of writeBuffer writes: its offset and size count elements of a typed array. */
function written([, , data, offset = 0, size]: Parameters<GPUQueue['writeBuffer']>): number {
  const element = 'BYTES_PER_ELEMENT' in data ? (data as Uint8Array).BYTES_PER_ELEMENT : 1;
  return size === undefined ? data.byteLength - offset * element : size * element;
}

function freed(buffer: GPUBuffer): void {
  memory.live -= sizes.get(buffer) ?? 0;
  sizes.delete(buffer);
}

/** From now on every device is watched; without WebGPU there is nothing to watch. */
export function installMeter(): void {
  if (!('GPUDevice' in globalThis)) return;
  watch(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => tally.dispatches++);
  watch(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', () => tally.dispatches++);
  watch(GPUQueue.prototype, 'submit', () => tally.submits++);
  watch(GPUQueue.prototype, 'writeBuffer', (_, args) => {
    tally.up += written(args as Parameters<GPUQueue['writeBuffer']>);
  });
  watch(GPUBuffer.prototype, 'mapAsync', (_, [mode]) => (tally.readbacks += mode === GPUMapMode.READ ? 1 : 0));
  watch(GPUBuffer.prototype, 'getMappedRange', ({ usage }, _, range) => {
    const isRead = (usage & GPUBufferUsage.MAP_READ) !== 0;
    tally[isRead ? 'down' : 'up'] += (range as ArrayBuffer).byteLength;
  });
  watch(GPUBuffer.prototype, 'destroy', freed);
  watch(GPUDevice.prototype, 'createComputePipeline', () => tally.pipelines++);
  watch(GPUDevice.prototype, 'createComputePipelineAsync', () => tally.pipelines++);
  watch(GPUDevice.prototype, 'createBuffer', (_, args, buffer) => {
    const [{ size }] = args as [GPUBufferDescriptor];
    sizes.set(buffer as GPUBuffer, size);
    memory.live += size;
    memory.peak = Math.max(memory.peak, memory.live);
  });
}

/** What `run` asks of the devices, until it resolves. */
export async function counted(run: () => Promise<void>): Promise<Counts> {
  const before = { ...tally };
  await run();
  return Object.fromEntries(NAMES.map((name) => [name, tally[name] - before[name]])) as unknown as Counts;
}

/** The most that all buffers together have held so far, bytes. */
export function peakBytes(): number {
  return memory.peak;
}
