/** Counts what is asked of a WebGPU device, by anyone. Not part of the product. */
import { gptConfig } from '../../src/engine/lm/config';
import { kernelsOf } from '../../src/engine/lm/webgpu/plan';
import { SIZES } from '../../src/experiment/names';

export interface Work {
  dispatches: number;
  /** Those of the fused kernels. */
  ours: number;
  submits: number;
  readbacks: number;
  pipelines: number;
  bindGroups: number;
  /** Buffers made less buffers destroyed. */
  buffers: number;
  /** Bytes of data that go up; uniforms are not counted. */
  up: number;
  /** Bytes of buffers that are mapped for reading. */
  down: number;
}

const OURS = new Set(
  SIZES.map((size) => gptConfig(size, 1, 1)).flatMap(({ width, heads }) =>
    kernelsOf(width / 4 / heads).map(({ name }) => name),
  ),
);

const NOTHING: Work = {
  dispatches: 0,
  ours: 0,
  submits: 0,
  readbacks: 0,
  pipelines: 0,
  bindGroups: 0,
  buffers: 0,
  up: 0,
  down: 0,
};

/** What a method is called on, with which arguments. */
type Watcher = (self: never, args: never) => void;

/** Counts what `run` asks of any device; `labels` gathers the names of the pipelines that are made. */
export async function counted(run: () => unknown, labels: string[] = []): Promise<Work> {
  const work = { ...NOTHING };
  const restore: (() => void)[] = [];
  const isOurs = new WeakMap<GPUComputePassEncoder, boolean>();
  const watch = <T extends object>(prototype: T, name: keyof T & string, see: Watcher) => {
    const original = prototype[name] as (...args: unknown[]) => unknown;
    const watched = function (this: unknown, ...args: unknown[]) {
      see(this as never, args as never);
      return original.apply(this, args);
    };
    Object.assign(prototype, { [name]: watched });
    restore.push(() => Object.assign(prototype, { [name]: original }));
  };
  const count =
    (field: keyof Work, by = 1) =>
    () =>
      void (work[field] += by);
  const compiles = (_: never, [{ label = '' }]: [GPUComputePipelineDescriptor]) => {
    work.pipelines++;
    labels.push(label);
  };
  watch(
    GPUComputePassEncoder.prototype,
    'setPipeline',
    (pass: GPUComputePassEncoder, [{ label }]: [GPUComputePipeline]) => {
      isOurs.set(pass, OURS.has(label));
    },
  );
  watch(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', (pass: GPUComputePassEncoder) => {
    work.dispatches++;
    if (isOurs.get(pass)) work.ours++;
  });
  watch(GPUQueue.prototype, 'submit', count('submits'));
  watch(GPUQueue.prototype, 'writeBuffer', (_: never, args: Parameters<GPUQueue['writeBuffer']>) => {
    const [buffer, , data] = args;
    if ((buffer.usage & GPUBufferUsage.UNIFORM) === 0) work.up += data.byteLength;
  });
  watch(GPUBuffer.prototype, 'mapAsync', ({ size }: GPUBuffer) => {
    work.readbacks++;
    work.down += size;
  });
  watch(GPUBuffer.prototype, 'destroy', count('buffers', -1));
  watch(GPUDevice.prototype, 'createBuffer', (_: never, [{ size, mappedAtCreation }]: [GPUBufferDescriptor]) => {
    work.buffers++;
    if (mappedAtCreation) work.up += size;
  });
  watch(GPUDevice.prototype, 'createBindGroup', count('bindGroups'));
  watch(GPUDevice.prototype, 'createComputePipeline', compiles);
  watch(GPUDevice.prototype, 'createComputePipelineAsync', compiles);
  try {
    await run();
  } finally {
    for (const undo of restore) undo();
  }
  return work;
}
