/**
 * Small arrays on their way to the device: packed into one staging buffer and copied from there by the encoder, so that
 * they arrive in order with the kernels recorded before and after. A staging buffer is used again once submitted.
 */
import type { Seam } from './seam';

export interface Upload {
  readonly data: ArrayBufferView;
  /** Absent: only staged, for copies of the caller's own. */
  readonly target?: GPUBuffer;
  /** Bytes from the start of the target. */
  readonly offset?: number;
}

interface Staging {
  readonly buffer: GPUBuffer;
  usedBy: GPUCommandEncoder;
}

export class Uploads {
  private readonly pool: Staging[] = [];

  constructor(private readonly seam: Seam) {}

  /**
   * Records the copies; the data may change as soon as this returns. Returns the staging buffer, where the data lie one
   * after the other until the next submit.
   */
  write(uploads: readonly Upload[]): GPUBuffer {
    const bytes = uploads.reduce((sum, { data }) => sum + data.byteLength, 0);
    const packed = new Uint8Array(bytes);
    const encoder = this.seam.encoder();
    const buffer = this.staging(bytes, encoder);
    let at = 0;
    for (const { data, target, offset = 0 } of uploads) {
      packed.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
      if (target) encoder.copyBufferToBuffer(buffer, at, target, offset, data.byteLength);
      at += data.byteLength;
    }
    this.seam.device.queue.writeBuffer(buffer, 0, packed);
    return buffer;
  }

  dispose(): void {
    for (const { buffer } of this.pool.splice(0)) buffer.destroy();
  }

  private staging(bytes: number, encoder: GPUCommandEncoder): GPUBuffer {
    const free = this.pool.find(({ buffer, usedBy }) => buffer.size >= bytes && !this.seam.isPending(usedBy));
    if (free) {
      free.usedBy = encoder;
      return free.buffer;
    }
    const size = 2 ** Math.ceil(Math.log2(Math.max(bytes, 1024)));
    const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const buffer = this.seam.device.createBuffer({ label: 'staging', size, usage });
    this.pool.push({ buffer, usedBy: encoder });
    return buffer;
  }
}
