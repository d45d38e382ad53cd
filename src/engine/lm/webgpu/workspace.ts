/**
 * The buffers that networks of one shape work in, sized for as many places as were ever asked for at once, and where each
 * activation lies in them. What is recorded runs in order and every result is copied out, so networks share them; only
 * a forward pass that a backward pass belongs to needs buffers that no other forward pass writes to. All offsets are in
 * vec4. Letters: R places, D width, L layers, H heads, V vocabulary.
 */
import type { GptConfig } from '../config';
import { parameterLayout } from '../layout';
import type { BufferName } from './kernel';
import { splitsOf } from './splits';

export type Purpose = 'inference' | 'training';

export interface Capacity {
  /** Places, batch × time; for generation batch × context. */
  readonly rows: number;
  readonly batch: number;
  /** Floats of packed scores, 0 until someone asks for scores. */
  readonly scores: number;
  /** Tokens that one generation can draw. */
  readonly draws: number;
}

export const NO_CAPACITY: Capacity = { rows: 0, batch: 0, scores: 0, draws: 0 };

/** Room for both. */
function union(a: Capacity, b: Capacity): Capacity {
  const most = (name: keyof Capacity) => Math.max(a[name], b[name]);
  return { rows: most('rows'), batch: most('batch'), scores: most('scores'), draws: most('draws') };
}

const covers = (has: Capacity, wanted: Capacity): boolean =>
  (Object.keys(has) as (keyof Capacity)[]).every((name) => has[name] >= wanted[name]);

/** Offsets of what a network computes on its way; the residual stream has 2 L + 1 states, and an LN reads each. */
export interface Offsets {
  /** Residual stream x and its LN [R, D], and the LN's mean and 1/σ [R]. */
  readonly stream: readonly number[];
  readonly normal: readonly number[];
  readonly statistics: readonly number[];
  /** Per layer: queries, keys, values [R, 3D]; what attention gives [R, D]; before and after GELU [R, 4D]. */
  readonly qkv: readonly number[];
  readonly attended: readonly number[];
  readonly inner: readonly number[];
  readonly activated: readonly number[];
  readonly total: number;
  /** From here on lies what has no place among the gradients. */
  readonly gradients: number;
}

/** For inference alone the layers take turns in the same places, but for the cache of queries, keys and values. */
function offsets({ layers, width }: GptConfig, rows: number, purpose: Purpose): Offsets {
  const unit = (rows * width) / 4;
  let total = 0;
  const apart = (count: number, size: number) =>
    Array.from({ length: count }, () => {
      const at = total;
      total += size;
      return at;
    });
  const inTurn = (count: number, size: number) => new Array<number>(count).fill(apart(1, size)[0]);
  const take = purpose === 'training' ? apart : inTurn;
  const states = 2 * layers + 1;
  const differentiated = {
    stream: take(states, unit),
    normal: take(states, unit),
    qkv: apart(layers, 3 * unit),
    attended: take(layers, unit),
    inner: take(layers, 4 * unit),
  };
  const gradients = total;
  return { ...differentiated, gradients, activated: take(layers, 4 * unit), statistics: take(states, rows), total };
}

type Owned = 'acts' | 'deltas' | 'logits' | 'scores' | 'tokens' | 'logSums' | 'heads' | 'dHeads' | 'partials' | 'drawn';

export class Workspace {
  readonly buffers: Readonly<Record<Owned, GPUBuffer>>;
  /** The most parts in which gradients of weights are summed. */
  readonly splits: number;
  /** The same places hold activations in `acts` and their gradients in `deltas`. */
  readonly offsets: Offsets;

  constructor(
    device: GPUDevice,
    config: GptConfig,
    purpose: Purpose,
    readonly capacity: Capacity,
  ) {
    const { rows, batch, scores, draws } = capacity;
    const trained = purpose === 'training' ? 1 : 0;
    const parameters = parameterLayout({ ...config, scalarHead: true }).total;
    this.splits = splitsOf(device);
    this.offsets = offsets(config, rows, purpose);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const most = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
    const make = (label: BufferName, floats: number) => {
      const size = 4 * Math.max(4, floats);
      if (size > most) {
        throw new Error(`A batch of ${rows} places needs ${size} bytes of ${label}, this device allows ${most}.`);
      }
      return device.createBuffer({ label, size, usage });
    };
    this.buffers = {
      acts: make('acts', 4 * this.offsets.total),
      deltas: make('deltas', trained * 4 * this.offsets.gradients),
      logits: make('logits', rows * 4 * Math.ceil(config.vocabulary / 4)),
      scores: make('scores', scores),
      tokens: make('tokens', 2 * batch + 2 * rows),
      logSums: make('logSums', rows * config.heads * config.layers),
      heads: make('heads', 6 * rows),
      dHeads: make('dHeads', 3 * rows),
      partials: make('partials', trained * this.splits * (parameters + 3)),
      drawn: make('drawn', draws),
    };
  }

  dispose(): void {
    for (const buffer of Object.values(this.buffers)) buffer.destroy();
  }
}

/** One workspace for each purpose, for all networks of one shape on one device. */
export class WorkspacePool {
  private static readonly pools = new WeakMap<GPUDevice, Map<string, WorkspacePool>>();
  private readonly workspaces = new Map<Purpose, Workspace>();
  private users = 0;

  private constructor(
    private readonly device: GPUDevice,
    private readonly config: GptConfig,
    private readonly forget: () => void,
  ) {}

  /** The pool for that shape; a network that enters it leaves it again. */
  static enter(device: GPUDevice, config: GptConfig): WorkspacePool {
    const pools = WorkspacePool.pools.get(device) ?? new Map<string, WorkspacePool>();
    WorkspacePool.pools.set(device, pools);
    const { vocabulary, width, layers, heads } = config;
    const shape = [vocabulary, width, layers, heads, config.context].join();
    const pool = pools.get(shape) ?? new WorkspacePool(device, config, () => pools.delete(shape));
    pools.set(shape, pool);
    pool.users++;
    return pool;
  }

  /** The workspace, with room for that much; `submit` sends off what is recorded, before a smaller one is destroyed. */
  workspace(purpose: Purpose, wanted: Capacity, submit: () => void): Workspace {
    const now = this.workspaces.get(purpose);
    if (now && covers(now.capacity, wanted)) return now;
    if (now) submit();
    now?.dispose();
    this.workspaces.delete(purpose);
    const capacity = now ? union(now.capacity, wanted) : wanted;
    const workspace = new Workspace(this.device, this.config, purpose, capacity);
    this.workspaces.set(purpose, workspace);
    return workspace;
  }

  /** The last one to leave has submitted everything. */
  leave(): void {
    this.users--;
    if (this.users > 0) return;
    this.forget();
    for (const workspace of this.workspaces.values()) workspace.dispose();
    this.workspaces.clear();
  }
}
