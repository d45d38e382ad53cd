/**
 * The buffers of one network, sized for as many places as were ever asked for at once, and where each activation lies in
 * them. All offsets are in vec4. Letters: R places, D width, L layers, H heads, V vocabulary.
 */
import type { GptConfig } from '../config';
import type { BufferName } from './kernel';

/** Gradients of weights are summed in at most so many parts. */
export const MAX_SPLITS = 8;

export interface Capacity {
  /** Places, batch × time; for generation batch × context. */
  readonly rows: number;
  readonly batch: number;
  /** Whether there is room for a backward pass. */
  readonly training: boolean;
  /** Floats of packed scores, 0 until someone asks for scores. */
  readonly scores: number;
  /** Tokens that one generation can draw. */
  readonly draws: number;
}

export function covers(has: Capacity, wanted: Capacity): boolean {
  return (
    has.rows >= wanted.rows &&
    has.batch >= wanted.batch &&
    (has.training || !wanted.training) &&
    has.scores >= wanted.scores &&
    has.draws >= wanted.draws
  );
}

/** Room for both. */
export function union(a: Capacity, b: Capacity): Capacity {
  return {
    rows: Math.max(a.rows, b.rows),
    batch: Math.max(a.batch, b.batch),
    training: a.training || b.training,
    scores: Math.max(a.scores, b.scores),
    draws: Math.max(a.draws, b.draws),
  };
}

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

function offsets({ layers, width }: GptConfig, rows: number): Offsets {
  const unit = (rows * width) / 4;
  let total = 0;
  const take = (count: number, size: number) =>
    Array.from({ length: count }, () => {
      const at = total;
      total += size;
      return at;
    });
  const states = 2 * layers + 1;
  const differentiated = {
    stream: take(states, unit),
    normal: take(states, unit),
    qkv: take(layers, 3 * unit),
    attended: take(layers, unit),
    inner: take(layers, 4 * unit),
  };
  const gradients = total;
  return { ...differentiated, gradients, activated: take(layers, 4 * unit), statistics: take(states, rows), total };
}

type Owned = 'acts' | 'deltas' | 'logits' | 'scores' | 'tokens' | 'logSums' | 'heads' | 'dHeads' | 'partials' | 'drawn';

export class Workspace {
  readonly buffers: Readonly<Record<Owned, GPUBuffer>>;
  /** The same places hold activations in `acts` and their gradients in `deltas`. */
  readonly offsets: Offsets;

  /** `total`: parameters in vec4. */
  constructor(
    device: GPUDevice,
    config: GptConfig,
    total: number,
    readonly capacity: Capacity,
  ) {
    const { rows, batch, training, scores, draws } = capacity;
    this.offsets = offsets(config, rows);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const { maxStorageBufferBindingSize, maxBufferSize } = device.limits;
    const most = Math.min(maxStorageBufferBindingSize, maxBufferSize);
    const make = (label: BufferName, floats: number) => {
      const size = 4 * Math.max(4, floats);
      if (size > most)
        throw new Error(`A batch of ${rows} places needs ${size} bytes of ${label}, this device allows ${most}.`);
      return device.createBuffer({ label, size, usage });
    };
    this.buffers = {
      acts: make('acts', 4 * this.offsets.total),
      deltas: make('deltas', training ? 4 * this.offsets.gradients : 0),
      logits: make('logits', rows * 4 * Math.ceil(config.vocabulary / 4)),
      scores: make('scores', scores),
      tokens: make('tokens', batch + 2 * rows),
      logSums: make('logSums', rows * config.heads * config.layers),
      heads: make('heads', 6 * rows),
      dHeads: make('dHeads', 3 * rows),
      partials: make('partials', training ? 4 * total * MAX_SPLITS : 0),
      drawn: make('drawn', draws),
    };
  }

  dispose(): void {
    for (const buffer of Object.values(this.buffers)) buffer.destroy();
  }
}
