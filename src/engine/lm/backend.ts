/**
 * TensorFlow.js's backends: each opened on demand, so that only the one in use is loaded. We make the WebGPU device
 * ourselves, so that its loss and its errors are in our hands.
 */
import * as tf from '@tensorflow/tfjs-core';
import { askTwice } from '../../askTwice';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { BackendName } from '../../experiment/names';
import type { GptConfig } from './config';
import { Crew } from './crew/crew';
import type { Kernels } from './wasm/kernels';
import { enterRoom, plainRoom, type Room } from './createModel';
import { describeAdapter } from './webgpu/adapter';

/** A backend that cannot run here; the message is a sentence for the learner. */
export class BackendUnavailable extends Error {
  override readonly name = 'BackendUnavailable';
}

export interface OpenedBackend {
  readonly backend: BackendName;
  /** What it runs on, in a few words. */
  readonly device: string;
  /** Resolves with a sentence if the device is lost; never for WASM and CPU. */
  readonly lost: Promise<string>;
  /** Makes it the current one again after another was opened. */
  readonly use: () => Promise<void>;
}

export interface BackendOptions {
  /** Address of the SIMD build of TensorFlow.js's WASM binary; Node finds it by itself. */
  readonly wasmUrl?: string;
  /** Take a software adapter too, which is far slower than WASM. */
  readonly allowSoftwareAdapter?: boolean;
  /** The workers that train together on WASM; absent: this one alone. */
  readonly crew?: Crew;
  /** Networks of TensorFlow.js ops alone, without the fused kernels. */
  readonly plain?: boolean;
  /** With a clock, milliseconds, what is the best on this adapter for such a network is found by timing. */
  readonly timing?: { readonly config: GptConfig; readonly now: () => number };
  /** Called with the share of the fused kernels that is compiled. */
  readonly onCompiling?: (fraction: number) => void;
}

/** The builds that TensorFlow.js wants an address for, though it loads only the one with SIMD and one thread. */
const WASM_BUILDS = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];

const never = new Promise<string>(() => undefined);

async function loaded<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await askTwice(load);
  } catch (error) {
    throw new BackendUnavailable(`A part of the page that it needs could not be loaded: ${String(error)}`);
  }
}

/** Opens a backend and makes it TensorFlow.js's current one. Throws `BackendUnavailable`. */
export async function openBackend(backend: BackendName, options: BackendOptions = {}): Promise<OpenedBackend> {
  switch (backend) {
    case 'webgpu':
      return openWebGpu(options);
    case 'wasm':
      return openWasm(options);
    case 'cpu':
      return openCpu();
    default:
      return backend satisfies never;
  }
}

async function openWebGpu({
  allowSoftwareAdapter = false,
  plain = false,
  onCompiling,
  timing,
}: BackendOptions): Promise<OpenedBackend> {
  const gpu = (globalThis.navigator as Partial<Navigator> | undefined)?.gpu;
  if (!gpu) throw new BackendUnavailable('This browser has no WebGPU.');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new BackendUnavailable('This browser has WebGPU but offers no graphics adapter for it.');
  const { software, name } = describeAdapter(adapter);
  if (software && !allowSoftwareAdapter) {
    throw new BackendUnavailable('WebGPU has only a software adapter here, which is slower than WASM.');
  }
  const { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupStorageSize } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredLimits: { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupStorageSize },
  });
  const { WebGPUBackend } = await loaded(() => import('@tensorflow/tfjs-backend-webgpu'));
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info), 3);
  const room = plain ? plainRoom : await webgpuRoom(device, onCompiling);
  await use('webgpu', room);
  if (timing && !plain && !software) {
    const { chooseSplits } = await loaded(() => import('./webgpu/chooseSplits'));
    await chooseSplits(device, timing.config, timing.now);
  }
  const lost = device.lost.then(({ message }) => `The graphics device was lost: ${message}`);
  return {
    backend: 'webgpu',
    device: name,
    lost,
    use: () => use('webgpu', room),
  };
}

async function webgpuRoom(device: GPUDevice, onCompiling?: (fraction: number) => void): Promise<Room> {
  // Small tensors stay on the device: copies to and fro cost more, and what has to be compiled would depend on sizes.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  const { compilePipelines, webgpuRoom: roomOf } = await loaded(() => import('./webgpu/room'));
  await compilePipelines(device, onCompiling);
  return roomOf(device);
}

async function openWasm({ wasmUrl: url, plain = false, crew = new Crew() }: BackendOptions): Promise<OpenedBackend> {
  const { setWasmPaths } = await loaded(() => import('@tensorflow/tfjs-backend-wasm'));
  // The threaded build does not survive minification; our own kernels, not its, share the work among workers.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (url !== undefined) setWasmPaths(Object.fromEntries(WASM_BUILDS.map((build) => [build, url])));
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) {
    throw new BackendUnavailable('This browser has no WebAssembly with SIMD.');
  }
  const room = plain ? plainRoom : await wasmRoom(crew);
  await use('wasm', room);
  return { backend: 'wasm', device: 'SIMD', lost: never, use: () => use('wasm', room) };
}

/** The module is compiled once. */
let kernels: Promise<Kernels> | null = null;

async function wasmRoom(crew: Crew): Promise<Room> {
  const { startKernels } = await loaded(() => import('./wasm/kernels'));
  const { wasmRoom: roomOf } = await loaded(() => import('./wasm/wasmModel'));
  kernels ??= startKernels();
  return roomOf(await kernels, crew);
}

async function openCpu(): Promise<OpenedBackend> {
  await loaded(() => import('@tensorflow/tfjs-backend-cpu'));
  await use('cpu', plainRoom);
  return { backend: 'cpu', device: 'JavaScript', lost: never, use: () => use('cpu', plainRoom) };
}

async function use(backend: BackendName, room: Room): Promise<void> {
  if (!(await tf.setBackend(backend)))
    throw new BackendUnavailable(`TensorFlow.js could not start its ${backend} backend.`);
  await tf.ready();
  enterRoom(room);
}
