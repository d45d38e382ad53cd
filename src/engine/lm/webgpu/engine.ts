/**
 * One network on the device: its parameters, what its optimizer keeps, and its plan bound to a workspace. Everything is
 * recorded; nothing runs before `submit`, be it ours or TensorFlow.js's.
 */
import type { GptConfig } from '../config';
import { parameterLayout, type ParameterLayout } from '../layout';
import { Batches } from './batches';
import { Bound, type Section } from './bound';
import { CALL_BYTES, type Call } from './call';
import { SQUARES } from './kernels/optimizer';
import { OPTIMIZER_BYTES, STATE_BYTES } from './kernels/state';
import { Seam } from './seam';
import { Uploads } from './uploads';
import { NO_CAPACITY, WorkspacePool, type Capacity, type Purpose, type Workspace } from './workspace';

/** What a step of the optimizer reads and writes besides the parameters. */
const LEARNING = ['grads', 'squares', 'firstMoments', 'secondMoments', 'optimizer', 'state'] as const;

type Learning = Readonly<Record<(typeof LEARNING)[number], GPUBuffer>>;

function refuse({ width, heads }: GptConfig): void {
  if (width % (4 * heads) === 0) return;
  throw new Error(`On WebGPU each attention head must be a multiple of 4 wide, got width ${width} and ${heads} heads.`);
}

export class Engine {
  readonly seam: Seam;
  readonly uploads: Uploads;
  readonly batches: Batches;
  /** Number of parameters, and of vec4 that hold them. */
  readonly size: number;
  readonly total: number;
  readonly params: GPUBuffer;
  readonly call: GPUBuffer;
  private readonly layout: ParameterLayout;
  private readonly pool: WorkspacePool;
  private readonly bound = new Map<Purpose, Bound>();
  private made: Learning | null = null;

  constructor(
    private readonly device: GPUDevice,
    readonly config: GptConfig,
  ) {
    refuse(config);
    this.seam = new Seam(device);
    this.uploads = new Uploads(this.seam);
    this.batches = Batches.of(device);
    this.layout = parameterLayout(config);
    this.size = this.layout.total;
    this.total = Math.ceil(this.size / 4);
    this.params = this.make('params', 16 * this.total);
    this.call = this.make('call', CALL_BYTES);
    this.pool = WorkspacePool.enter(device, config);
  }

  /** The workspace for that purpose, with room for that much. */
  workspace(purpose: Purpose, wanted: Capacity): Workspace {
    return this.bind(purpose, wanted).workspace;
  }

  /** Made when first needed: most networks never learn. */
  get learning(): Learning {
    const bytes = { squares: 4 * SQUARES, optimizer: OPTIMIZER_BYTES, state: STATE_BYTES };
    const sizes: Partial<Record<string, number>> = bytes;
    this.made ??= Object.fromEntries(
      LEARNING.map((name) => [name, this.make(name, sizes[name] ?? 16 * this.total)]),
    ) as Learning;
    return this.made;
  }

  /** Records parts of the plan; what they read of the call was uploaded before. */
  run(purpose: Purpose, sections: readonly Section[], call: Call): void {
    this.bind(purpose, NO_CAPACITY).run(this.seam.encoder(), sections, call);
  }

  /** Submits what is recorded and reads from the start of a buffer. */
  async read(buffer: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
    const [read] = await this.readEach([[buffer, bytes]]);
    return read;
  }

  /** Reads several buffers in one readback. */
  async readEach(sources: readonly (readonly [buffer: GPUBuffer, bytes: number])[]): Promise<ArrayBuffer[]> {
    const size = sources.reduce((sum, [, bytes]) => sum + bytes, 0);
    const target = this.device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    const encoder = this.seam.encoder();
    let at = 0;
    const places = sources.map(([buffer, bytes]) => {
      const from = at;
      encoder.copyBufferToBuffer(buffer, 0, target, from, bytes);
      at += bytes;
      return [from, at] as const;
    });
    this.seam.submit();
    try {
      await target.mapAsync(GPUMapMode.READ);
      const range = target.getMappedRange();
      return places.map(([from, to]) => range.slice(from, to));
    } finally {
      target.destroy();
    }
  }

  /** Commands that are recorded may still need the buffers: they are submitted first. */
  dispose(): void {
    this.seam.submit();
    for (const bound of this.bound.values()) bound.dispose();
    this.bound.clear();
    this.uploads.dispose();
    for (const buffer of [this.params, this.call, ...Object.values(this.made ?? {})]) buffer.destroy();
    this.pool.leave();
  }

  /** Binds anew when the workspace grew, be it for another network. */
  private bind(purpose: Purpose, wanted: Capacity): Bound {
    const submit = () => this.seam.submit();
    const workspace = this.pool.workspace(purpose, wanted, submit);
    const now = this.bound.get(purpose);
    if (now?.workspace === workspace) return now;
    if (now) submit();
    now?.dispose();
    const { device, config, layout, call, params } = this;
    const always = { call, params, batches: this.batches.buffer };
    const own = purpose === 'training' ? { ...always, ...this.learning } : always;
    const next = new Bound(device, config, layout, purpose, workspace, own);
    this.bound.set(purpose, next);
    return next;
  }

  private make(label: string, size: number): GPUBuffer {
    const { STORAGE, UNIFORM, COPY_SRC, COPY_DST } = GPUBufferUsage;
    return this.device.createBuffer({ label, size, usage: STORAGE | UNIFORM | COPY_SRC | COPY_DST });
  }
}
