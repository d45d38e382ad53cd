/**
 * A kernel: WGSL over buffers known by name, and how many threads it wants. Pipelines are made once for each device,
 * bind groups once for each place of use.
 */
import { CALL_WGSL, type Call } from './call';

/** What each buffer holds. Activations and everything else that is wide is read four floats at a time. */
const BUFFERS = {
  params: 'array<vec4f>',
  /** Activations, see workspace.ts. */
  acts: 'array<vec4f>',
  /** Their gradients. */
  deltas: 'array<vec4f>',
  /** Raw scores over the vocabulary, rows padded to whole vec4; later their gradient. */
  logits: 'array<vec4f>',
  /** Scores divided by the temperature, rows not padded. */
  scores: 'array<f32>',
  /** Padding [B], inputs [N], targets [N]. */
  tokens: 'array<u32>',
  /** Log of the sum of exponentials of each query of each head, [L, N, H]. */
  logSums: 'array<f32>',
  /** [6, N]: log-probability, entropy, value; largest score, log Σ exp, mean score, the last two after subtracting it. */
  heads: 'array<f32>',
  /** Gradient of the loss by the first three. [3, N] */
  dHeads: 'array<f32>',
  matrices: 'array<Matrix>',
  columns: 'array<Column>',
  /** Gradients of the parameters, one for each split. */
  partials: 'array<vec4f>',
  grads: 'array<vec4f>',
  /** Partial sums of the squares of the gradient. */
  squares: 'array<f32>',
  firstMoments: 'array<vec4f>',
  secondMoments: 'array<vec4f>',
  optimizer: 'Optimizer',
  state: 'State',
  /** Tokens drawn, [B, draws]. */
  drawn: 'array<u32>',
} as const;

export type BufferName = keyof typeof BUFFERS;

/** Where one use of a kernel reads and writes, in vec4 from the start of a buffer, and how wide it is, in vec4. */
export interface Site {
  /** Width of the sum, and of the result. */
  readonly inner?: number;
  readonly outer?: number;
  readonly x?: number;
  readonly weight?: number;
  readonly bias?: number;
  readonly y?: number;
  readonly residual?: number;
  /** What the forward pass keeps for the backward pass besides. */
  readonly saved?: number;
  readonly statistics?: number;
  /** In the backward pass: the gradient by what the forward pass gave, and where that lies. */
  readonly upstream?: number;
  readonly result?: number;
}

const SITE_FIELDS = [
  'inner',
  'outer',
  'x',
  'weight',
  'bias',
  'y',
  'residual',
  'saved',
  'statistics',
  'upstream',
  'result',
] as const;

const SITE_WGSL = `struct Site {
${SITE_FIELDS.map((name) => `  ${name}: u32,`).join('\n')}
}`;

/** Sites lie side by side in one buffer; a binding must begin at a multiple of this many bytes. */
export const SITE_BYTES = 256;

/** A site as the kernels read it. */
export function encodeSite(site: Site): Uint32Array {
  return Uint32Array.from(SITE_FIELDS, (name) => site[name] ?? 0);
}

export interface Kernel {
  readonly name: string;
  readonly reads: readonly BufferName[];
  readonly writes: readonly BufferName[];
  readonly workgroup: readonly [x: number, y: number];
  /** Threads in all. */
  readonly threads: (call: Call, site: Site) => readonly [x: number, y: number];
  /** Declarations before the entry point. */
  readonly declarations?: string;
  /** Body of the entry point; `id` is the thread. */
  readonly main: string;
}

/** Lines that differ in a number alone: loops over registers are written out, as arrays of them are slow. */
export function repeat(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => line(i)).join('\n');
}

function source({ reads, writes, workgroup, declarations = '', main }: Kernel): string {
  const declare = (access: string, from: number) => (name: BufferName, i: number) =>
    `@group(0) @binding(${from + i}) var<storage, ${access}> ${name}: ${BUFFERS[name]};`;
  return [
    CALL_WGSL,
    SITE_WGSL,
    '@group(0) @binding(0) var<uniform> call: Call;',
    '@group(0) @binding(1) var<uniform> site: Site;',
    ...reads.map(declare('read', 2)),
    ...writes.map(declare('read_write', 2 + reads.length)),
    declarations,
    `@compute @workgroup_size(${workgroup.join()})`,
    `fn main(@builtin(global_invocation_id) id: vec3u) {${main}}`,
  ].join('\n');
}

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
    compute: { module: device.createShaderModule({ label: kernel.name, code: source(kernel) }) },
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
  const here = { buffer: buffers.sites, offset: index * SITE_BYTES, size: 4 * SITE_FIELDS.length };
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
