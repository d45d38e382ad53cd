/**
 * Seeded randomness, handed in. Counter-based: the n-th number of a stream is a hash of (seed, stream, n), so a stream
 * can be forked, resumed at any position, or computed on another device without shared state.
 *
 * The hash is pcg3d (Jarzynski & Olano 2020, "Hash Functions for GPU Rendering", JCGT 9(3)): 32-bit integer operations
 * alone, so that a WGSL kernel can produce the same integers.
 */

/** Three independent 32-bit words of (seed, stream, counter). */
export function pcg3d(seed: number, stream: number, counter: number): readonly [number, number, number] {
  let x = (Math.imul(seed, 1664525) + 1013904223) | 0;
  let y = (Math.imul(stream, 1664525) + 1013904223) | 0;
  let z = (Math.imul(counter, 1664525) + 1013904223) | 0;
  x = (x + Math.imul(y, z)) | 0;
  y = (y + Math.imul(z, x)) | 0;
  z = (z + Math.imul(x, y)) | 0;
  x ^= x >>> 16;
  y ^= y >>> 16;
  z ^= z >>> 16;
  x = (x + Math.imul(y, z)) | 0;
  y = (y + Math.imul(z, x)) | 0;
  z = (z + Math.imul(x, y)) | 0;
  return [x >>> 0, y >>> 0, z >>> 0];
}

/** FNV-1a of a text, 32 bits: names streams and splits texts into train and held out. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

export class Rng {
  private counter = 0;

  constructor(
    private readonly seed: number,
    private readonly stream = 0,
  ) {}

  /** The two words that, with a counter, give every number of this stream on any device. */
  get key(): readonly [seed: number, stream: number] {
    return [this.seed, this.stream];
  }

  /** How many numbers were drawn; set it to resume a stream. */
  get position(): number {
    return this.counter;
  }

  set position(drawn: number) {
    this.counter = drawn;
  }

  /** An independent stream; the same name always gives the same stream, whatever was drawn before. */
  fork(name: string | number): Rng {
    return new Rng(this.seed, pcg3d(this.stream, hashText(String(name)), 0x5eed)[0]);
  }

  /** Uniform in [0, 1), 32 bits. */
  next(): number {
    return pcg3d(this.seed, this.stream, this.counter++)[0] / 2 ** 32;
  }

  /** Uniform integer in [0, n). */
  int(n: number): number {
    return Math.floor(this.next() * n);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const item = list[this.int(list.length)];
    if (item === undefined) throw new Error('pick needs a list with at least one item, got an empty one');
    return item;
  }

  /** Normal by Box and Muller, one draw from two uniforms. */
  normal(mean = 0, sd = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return mean + sd * radius * Math.cos(2 * Math.PI * this.next());
  }

  /** Standard Gumbel noise, −log(−log u) with u inside (0, 1). */
  gumbel(): number {
    return -Math.log(-Math.log((Math.floor(this.next() * 2 ** 24) + 0.5) / 2 ** 24));
  }

  /** A shuffled copy (Fisher and Yates). */
  shuffle<T>(list: readonly T[]): T[] {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.int(i + 1);
      [copy[i], copy[j]] = [copy[j], copy[i]];
    }
    return copy;
  }
}

/** The stream of randomness of one stage in one round. */
export function stageRng(seed: number, stage: string, round = 1): Rng {
  return new Rng(seed).fork(`${stage} ${round}`);
}
