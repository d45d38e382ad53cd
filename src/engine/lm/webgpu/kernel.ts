/** A kernel: WGSL over buffers known by name, and how many threads it wants. */
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
  /** Inputs and targets of whole batches, see batches.ts. */
  batches: 'array<u32>',
  /** Of the call: padding [B], inputs [N], targets [N], rows of the batch that these come from [B]. */
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

/** Bytes of a site, and how far apart sites lie in one buffer: a binding must begin at a multiple of that. */
export const SITE_BYTES = 4 * SITE_FIELDS.length;
export const SITE_STRIDE = 256;

/** A site as the kernels read it. */
export function encodeSite(site: Site): Uint32Array {
  return Uint32Array.from(SITE_FIELDS, (name) => {
    const { [name]: place = 0 } = site;
    return place;
  });
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

/** A kernel's whole WGSL. */
export function sourceOf({ reads, writes, workgroup, declarations = '', main }: Kernel): string {
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
