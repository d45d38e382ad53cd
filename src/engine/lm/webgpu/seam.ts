/**
 * The seam to TensorFlow.js 4.22: our kernels are recorded into the command encoder of its WebGPU backend, so that they
 * run in order with its own, and tensors are handed over by copies inside that encoder. What this needs of the
 * backend's internals is here and nowhere else; e2e/engine/fused.webgpu.spec.ts fails when it changes.
 */
import * as tf from '@tensorflow/tfjs-core';

interface Internals extends tf.KernelBackend {
  readonly device: GPUDevice;
  readonly commandEncoder: GPUCommandEncoder | null;
  readonly tensorMap: { get: (id: object) => { readonly resource?: GPUBuffer | null } };
  ensureCommandEncoderReady: () => void;
  endComputePassEncoder: () => void;
  submitQueue: () => void;
  makeTensorInfo: (shape: number[], dtype: tf.DataType) => tf.TensorInfo;
  uploadToGPU: (id: object) => void;
}

const METHODS = [
  'ensureCommandEncoderReady',
  'endComputePassEncoder',
  'submitQueue',
  'makeTensorInfo',
  'uploadToGPU',
] as const;

export class Seam {
  private readonly backend: Internals;

  /** Throws when TensorFlow.js's current backend is not the one of WebGPU, or not built as this seam expects. */
  constructor(readonly device: GPUDevice) {
    const backend = tf.backend() as Partial<Internals>;
    const fits = backend.tensorMap && METHODS.every((name) => typeof backend[name] === 'function');
    if (backend.device !== device || !fits || backend.commandEncoder === undefined) {
      throw new Error('The fused kernels need the WebGPU backend of TensorFlow.js 4.22, made with the same device.');
    }
    this.backend = backend as Internals;
  }

  /** The encoder that everything is recorded into until the next submit; no pass is open. */
  encoder(): GPUCommandEncoder {
    this.backend.ensureCommandEncoderReady();
    this.backend.endComputePassEncoder();
    if (!this.backend.commandEncoder) throw new Error('TensorFlow.js made no command encoder.');
    return this.backend.commandEncoder;
  }

  /** Whether commands recorded into that encoder are still to be submitted. */
  isPending(encoder: GPUCommandEncoder): boolean {
    return this.backend.commandEncoder === encoder;
  }

  /** Submits what is recorded. */
  submit(): void {
    if (!this.backend.commandEncoder) return;
    this.backend.endComputePassEncoder();
    this.backend.submitQueue();
  }

  /** A tensor with a copy of floats from a buffer, in memory from TensorFlow.js's own pool. `offset` in bytes. */
  tensor(buffer: GPUBuffer, offset: number, shape: []): tf.Scalar;
  tensor(buffer: GPUBuffer, offset: number, shape: [number, number]): tf.Tensor2D;
  tensor(buffer: GPUBuffer, offset: number, shape: [number, number, number]): tf.Tensor3D;
  tensor(buffer: GPUBuffer, offset: number, shape: number[]): tf.Tensor {
    const { dataId } = this.backend.makeTensorInfo(shape, 'float32');
    const bytes = 4 * shape.reduce((product, n) => product * n, 1);
    this.encoder().copyBufferToBuffer(buffer, offset, this.bufferOf(dataId), 0, bytes);
    return tf.engine().makeTensorFromTensorInfo({ dataId, shape, dtype: 'float32' }, this.backend);
  }

  /** Copies a tensor's floats into a buffer. `offset` in bytes. */
  copy(tensor: tf.Tensor, buffer: GPUBuffer, offset: number): void {
    const source = this.bufferOf(tensor.dataId);
    this.encoder().copyBufferToBuffer(source, 0, buffer, offset, 4 * tensor.size);
  }

  /** A small tensor may exist on the CPU alone, and a new one nowhere yet. */
  private bufferOf(dataId: object): GPUBuffer {
    this.backend.uploadToGPU(dataId);
    const { resource } = this.backend.tensorMap.get(dataId);
    if (!resource) throw new Error('TensorFlow.js has no buffer for this tensor.');
    return resource;
  }
}

/** What `loss` returns, and its gradient by each of `inputs`; null for those that it does not depend on. */
export function gradientsOf(loss: () => tf.Scalar, inputs: readonly tf.Tensor[]): readonly (tf.Tensor | null)[] {
  const { grads } = tf.engine().gradients(loss, [...inputs], undefined, true);
  return grads.map((gradient) => (gradient as tf.Tensor | undefined) ?? null);
}
