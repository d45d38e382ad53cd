/**
 * One network on the device: its parameters and the buffers around them, and its plan bound to them. Everything is
 * recorded; nothing runs before `submit`, be it ours or TensorFlow.js's.
 */
import type { GptConfig } from '../config';
import { parameterLayout } from '../layout';
import { CALL_BYTES, type Call } from './call';
import { encodeSite, prepare, record, SITE_BYTES, type Buffers, type Dispatch } from './kernel';
import { SQUARES } from './kernels/optimizer';
import { OPTIMIZER_BYTES, STATE_BYTES } from './kernels/state';
import { columnTable, makePlan, matrixTable, type Plan } from './plan';
import { Seam } from './seam';
import { Uploads } from './uploads';
import { covers, union, Workspace, type Capacity } from './workspace';

type Section = Exclude<keyof Plan, 'matrices' | 'columns'>;

const INFERENCE: readonly Section[] = ['body', 'unembed', 'heads', 'packScores', 'draw'];
const TRAINING: readonly Section[] = [...INFERENCE, 'crossEntropy', 'headsBackward', 'backward', 'step'];

interface Bound {
  readonly workspace: Workspace;
  readonly sections: ReadonlyMap<Section, readonly Dispatch[]>;
  /** Tables that belong to this workspace. */
  readonly tables: readonly GPUBuffer[];
}

type Learning = Readonly<
  Record<'grads' | 'squares' | 'firstMoments' | 'secondMoments' | 'optimizer' | 'state', GPUBuffer>
>;

const USAGE = { storage: 0x80, uniform: 0x40, copies: 0x0c };

function refuse(config: GptConfig): void {
  const { width, heads } = config;
  if (width % (4 * heads) !== 0) {
    throw new Error(
      `On WebGPU each attention head must be a multiple of 4 wide, got width ${width} and ${heads} heads.`,
    );
  }
}

export class Engine {
  readonly seam: Seam;
  readonly uploads: Uploads;
  /** Number of parameters, and the same in vec4. */
  readonly size: number;
  readonly total: number;
  readonly params: GPUBuffer;
  readonly call: GPUBuffer;
  private readonly layout;
  private learning: Learning | null = null;
  private bound: Bound | null = null;

  constructor(
    private readonly device: GPUDevice,
    readonly config: GptConfig,
  ) {
    refuse(config);
    this.seam = new Seam(device);
    this.uploads = new Uploads(this.seam);
    this.layout = parameterLayout(config);
    this.size = this.layout.total;
    this.total = Math.ceil(this.size / 4);
    this.params = this.make('params', 16 * this.total);
    this.call = this.make('call', CALL_BYTES, USAGE.uniform);
  }

  /** The workspace, with room for that much. */
  workspace(wanted: Capacity): Workspace {
    const now = this.bound?.workspace;
    if (now && covers(now.capacity, wanted)) return now;
    this.unbind();
    this.bound = this.bind(now ? union(now.capacity, wanted) : wanted);
    return this.bound.workspace;
  }

  /** What a step of the optimizer reads and writes besides the parameters. */
  learningBuffers(): Learning {
    this.learning ??= {
      grads: this.make('grads', 16 * this.total),
      squares: this.make('squares', 4 * SQUARES),
      firstMoments: this.make('first moments', 16 * this.total),
      secondMoments: this.make('second moments', 16 * this.total),
      optimizer: this.make('optimizer', OPTIMIZER_BYTES),
      state: this.make('state', STATE_BYTES),
    };
    return this.learning;
  }

  /** Records parts of the plan; what they read of the call was uploaded before. */
  run(sections: readonly Section[], call: Call): void {
    const dispatches = sections.flatMap((name) => {
      const found = this.bound?.sections.get(name);
      if (!found) throw new Error(`The workspace has no room for ${name}.`);
      return found;
    });
    record(this.seam.encoder(), dispatches, call);
  }

  /** Submits what is recorded and reads from the start of a buffer. */
  async read(buffer: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
    const target = this.device.createBuffer({ size: bytes, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    this.seam.encoder().copyBufferToBuffer(buffer, 0, target, 0, bytes);
    this.seam.submit();
    try {
      await target.mapAsync(GPUMapMode.READ);
      return target.getMappedRange().slice(0);
    } finally {
      target.destroy();
    }
  }

  dispose(): void {
    this.unbind();
    this.uploads.dispose();
    for (const buffer of [this.params, this.call, ...Object.values(this.learning ?? {})]) buffer.destroy();
  }

  private bind(capacity: Capacity): Bound {
    const workspace = new Workspace(this.device, this.config, this.total, capacity);
    const plan = makePlan(this.config, this.layout, workspace.offsets, capacity.rows);
    const names = capacity.training ? TRAINING : INFERENCE;
    const uses = names.flatMap((section) => plan[section].map(({ kernel, site }) => ({ section, kernel, site })));
    const sites = this.filled(
      'sites',
      uses.map(({ site }) => encodeSite(site)),
      SITE_BYTES,
      USAGE.uniform,
    );
    const matrices = this.filled('matrices', [matrixTable(plan.matrices)]);
    const columns = this.filled('columns', [columnTable(plan.columns)]);
    const common = { call: this.call, sites, matrices, columns, params: this.params, ...workspace.buffers };
    const buffers: Buffers = capacity.training ? { ...common, ...this.learningBuffers() } : common;
    const sections = new Map<Section, Dispatch[]>(names.map((name) => [name, []]));
    for (const [i, { section, kernel, site }] of uses.entries()) {
      sections.get(section)?.push(prepare(this.device, buffers, kernel, site, i));
    }
    return { workspace, sections, tables: [sites, matrices, columns] };
  }

  /** Commands that are recorded may still need the buffers: they are submitted first. */
  private unbind(): void {
    this.seam.submit();
    this.bound?.workspace.dispose();
    for (const table of this.bound?.tables ?? []) table.destroy();
    this.bound = null;
  }

  private make(label: string, size: number, usage = USAGE.storage): GPUBuffer {
    return this.device.createBuffer({ label, size, usage: usage | USAGE.copies });
  }

  /** A buffer of rows of numbers, each row beginning at a multiple of `stride` bytes. */
  private filled(label: string, rows: readonly Uint32Array[], stride = rows[0].byteLength, usage = USAGE.storage) {
    const size = rows.length * stride;
    const buffer = this.device.createBuffer({ label, size, usage, mappedAtCreation: true });
    const numbers = new Uint32Array(buffer.getMappedRange());
    for (const [i, row] of rows.entries()) numbers.set(row, (i * stride) / 4);
    buffer.unmap();
    return buffer;
  }
}
