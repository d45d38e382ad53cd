/**
 * Batches whose tokens are on the device, so that several networks, and every minibatch of the same rows, read what went
 * up once. One buffer for each device, filled from the front and begun anew when it is full: what is recorded runs in
 * order, so nothing that was recorded before meets what comes later.
 */
import type { TokenBatch } from '../model';
import type { Upload } from './uploads';

/** Tokens kept, 1 MiB of them. */
const CAPACITY = 2 ** 18;

/** Where a batch's inputs and targets begin, in tokens. */
export interface Shelved {
  readonly inputs: number;
  readonly targets: number;
}

interface Entry {
  readonly at: Shelved;
  /** The array of targets that these inputs came with. */
  readonly beside: Int32Array;
  readonly round: number;
}

export class Batches {
  private static readonly ofDevices = new WeakMap<GPUDevice, Batches>();
  readonly buffer: GPUBuffer;
  private readonly known = new WeakMap<Int32Array, Entry>();
  private used = 0;
  private round = 0;

  private constructor(device: GPUDevice) {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    this.buffer = device.createBuffer({ label: 'batches', size: 4 * CAPACITY, usage });
  }

  static of(device: GPUDevice): Batches {
    const batches = Batches.ofDevices.get(device) ?? new Batches(device);
    Batches.ofDevices.set(device, batches);
    return batches;
  }

  /** Where the batch lies, and what has to go up before it does. Throws when it is too large. */
  place({ inputs, targets }: TokenBatch): { readonly at: Shelved; readonly uploads: readonly Upload[] } {
    const found = this.known.get(inputs);
    if (found?.round === this.round && found.beside === targets) return { at: found.at, uploads: [] };
    const size = inputs.length + targets.length;
    if (size > CAPACITY) {
      throw new Error(`On WebGPU a batch may have at most ${CAPACITY / 2} places, got ${inputs.length}.`);
    }
    if (this.used + size > CAPACITY) {
      this.used = 0;
      this.round++;
    }
    const at = { inputs: this.used, targets: this.used + inputs.length };
    this.used += size;
    this.known.set(inputs, { at, beside: targets, round: this.round });
    const uploads = [
      { data: inputs, target: this.buffer, offset: 4 * at.inputs },
      { data: targets, target: this.buffer, offset: 4 * at.targets },
    ];
    return { at, uploads };
  }
}
