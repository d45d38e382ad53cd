/** The module of `assembly/`, compiled and running: its kernels and its one memory, handed out in blocks of floats. */
import { SpareArrays } from './spare';
import dataUrl from './engine.wasm?url&inline';

/** Address of a block of floats or int32 in the module's memory, in bytes; 0 = none. */
export type Address = number;

/** Hands out a block of so many floats. */
export type Take = (floats: number) => Address;

type Kernel<Arguments extends number[], Result = void> = (...numbers: Arguments) => Result;

/** The kernels as `assembly/` declares and describes them. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly matmul: Kernel<
    [
      out: Address,
      outRow: number,
      a: Address,
      aRow: number,
      aInner: number,
      b: Address,
      bInner: number,
      bCol: number,
      bias: Address,
      residual: Address,
      M: number,
      K: number,
      N: number,
      scratch: Address,
    ]
  >;
  readonly addColumnSums: Kernel<[out: Address, x: Address, M: number, N: number]>;
  readonly embed: Kernel<
    [out: Address, tokens: Address, positions: Address, wte: Address, wpe: Address, M: number, D: number]
  >;
  readonly embedBackward: Kernel<
    [dWte: Address, dWpe: Address, tokens: Address, positions: Address, dx: Address, M: number, D: number]
  >;
  readonly layerNorm: Kernel<
    [out: Address, moments: Address, x: Address, gain: Address, bias: Address, M: number, D: number]
  >;
  readonly layerNormBackward: Kernel<
    [
      dx: Address,
      dGain: Address,
      dBias: Address,
      dy: Address,
      x: Address,
      moments: Address,
      gain: Address,
      M: number,
      D: number,
    ]
  >;
  readonly gelu: Kernel<[out: Address, gate: Address, x: Address, n: number]>;
  readonly geluBackward: Kernel<[dx: Address, dy: Address, x: Address, gate: Address, n: number]>;
  readonly attention: Kernel<
    [
      out: Address,
      probabilities: Address,
      qkv: Address,
      starts: Address,
      offsets: Address,
      B: number,
      T: number,
      D: number,
      H: number,
      scratch: Address,
    ]
  >;
  readonly attentionBackward: Kernel<
    [
      dQkv: Address,
      dOut: Address,
      probabilities: Address,
      qkv: Address,
      offsets: Address,
      B: number,
      T: number,
      D: number,
      H: number,
      scratch: Address,
    ]
  >;
  readonly head: Kernel<
    [
      logprobs: Address,
      entropy: Address,
      logSum: Address,
      logits: Address,
      targets: Address,
      temperature: number,
      M: number,
      V: number,
    ]
  >;
  readonly headBackward: Kernel<
    [
      logits: Address,
      dLogprobs: Address,
      dEntropy: Address,
      entropy: Address,
      logSum: Address,
      targets: Address,
      temperature: number,
      M: number,
      V: number,
    ]
  >;
  readonly scalarHead: Kernel<[values: Address, hidden: Address, weight: Address, bias: Address, M: number, D: number]>;
  readonly scalarHeadBackward: Kernel<
    [
      dHidden: Address,
      dWeight: Address,
      dBias: Address,
      dValues: Address,
      hidden: Address,
      weight: Address,
      M: number,
      D: number,
    ]
  >;
  readonly sumOfSquares: Kernel<[gradient: Address, n: number], number>;
  readonly adamw: Kernel<
    [
      parameters: Address,
      gradient: Address,
      m: Address,
      v: Address,
      n: number,
      scale: number,
      beta1: number,
      beta2: number,
      decay: number,
      rate: number,
      epsilon: number,
    ]
  >;
  readonly attendCache: Kernel<
    [
      out: Address,
      qkv: Address,
      keys: Address,
      values: Address,
      rows: Address,
      positions: Address,
      n: number,
      S: number,
      D: number,
      H: number,
      scratch: Address,
    ]
  >;
  readonly gumbelNoise: Kernel<[noise: Address, n: number, seed: number, stream: number, counter: number]>;
  readonly draw: Kernel<
    [
      tokens: Address,
      logits: Address,
      rows: Address,
      n: number,
      V: number,
      temperature: number,
      topK: number,
      seed: number,
      stream: number,
      counter: number,
      scratch: Address,
    ]
  >;
}

/** So much of the workspace is left alone, unless a block is allocated there or much else is to be left alone as well. */
export interface Kept {
  readonly end: Address;
}

const PAGE = 65_536;
/** Blocks begin at multiples of this, in bytes. */
const ALIGNMENT = 16;
/** The first address handed out; 0 means none. */
const FIRST = 1024;

/** More than that is not left alone in the workspace: what was never asked for again goes first. */
const MOST_KEPT = 4;

const aligned = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

export class Kernels {
  /** Blocks that were given back, by their size in bytes. */
  private readonly free = new Map<number, Address[]>();
  /** Where the blocks end and the workspace begins. */
  private top = FIRST;
  private kept: readonly Kept[] = [];
  readonly spare = new SpareArrays();

  constructor(readonly run: Exports) {}

  /** A block that lasts until it is released, filled with zeros. */
  allocate(floats: number): Address {
    const bytes = aligned(4 * floats);
    const found = this.free.get(bytes)?.pop();
    const address = found ?? this.top;
    if (found === undefined) {
      this.top = this.reach(address + bytes);
      this.kept = [];
    }
    this.floats(address, floats).fill(0);
    return address;
  }

  release(address: Address, floats: number): void {
    const bytes = aligned(4 * floats);
    this.free.set(bytes, [...(this.free.get(bytes) ?? []), address]);
  }

  /** Blocks for one piece of work; unless they are kept, the next one's workspace takes the same place. They hold anything. */
  workspace(): Take {
    return this.handOut(this.kept.at(-1)?.end ?? this.top);
  }

  /** Leaves the workspace alone up to an address, until it is dropped. */
  keep(end: Address): Kept {
    const kept = { end };
    this.kept = [...this.kept, kept].slice(-MOST_KEPT);
    return kept;
  }

  /** Whether it has been left alone so far. */
  holds(kept: Kept): boolean {
    return this.kept.includes(kept);
  }

  drop(kept: Kept): void {
    this.kept = this.kept.filter((other) => other !== kept);
  }

  /** Blocks from an address in the workspace on. */
  handOut(from: Address): Take {
    let next = from;
    return (floats) => {
      const address = next;
      next = this.reach(address + aligned(4 * floats));
      return address;
    };
  }

  /** A view, good until the memory grows. */
  floats(address: Address, count: number): Float32Array {
    return new Float32Array(this.run.memory.buffer, address, count);
  }

  /** A view, good until the memory grows. */
  integers(address: Address, count: number): Int32Array {
    return new Int32Array(this.run.memory.buffer, address, count);
  }

  /** In an array of its own, which is the caller's. */
  copy(address: Address, count: number): Float32Array {
    const array = this.spare.take(count);
    array.set(this.floats(address, count));
    return array;
  }

  /** Size of the memory, which never shrinks. */
  get bytes(): number {
    return this.run.memory.buffer.byteLength;
  }

  private reach(end: number): number {
    const missing = end - this.bytes;
    if (missing > 0) this.run.memory.grow(Math.ceil(missing / PAGE));
    return end;
  }
}

/** Compiles the module; it comes inside the script, so that there is nothing more to fetch. */
export async function startKernels(): Promise<Kernels> {
  const bytes = Uint8Array.from(atob(dataUrl.slice(dataUrl.indexOf(',') + 1)), (char) => char.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(bytes);
  return new Kernels(instance.exports as unknown as Exports);
}
