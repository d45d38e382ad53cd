/**
 * What the benchmark measures, as data: which work at which size, who does it, how often, and how much a step may ask of
 * the device.
 */
import type { BackendName, Size } from '../../src/experiment/names';

/** Where it runs. */
export const PLACES = ['chromium', 'node'] as const;
export type Place = (typeof PLACES)[number];

/** The fused room on several workers, by their number. */
export const CREWS = { 'fused × 2': 2, 'fused × 4': 4, 'fused × 8': 8 } as const;
export type CrewName = keyof typeof CREWS;

/** PyTorch on one thread and on two, as it is and through `torch.compile`. */
export const TORCHES = {
  torch: { threads: 1, compiled: false },
  'torch × 2': { threads: 2, compiled: false },
  'torch compiled': { threads: 1, compiled: true },
  'torch compiled × 2': { threads: 2, compiled: true },
} as const;
export type TorchName = keyof typeof TORCHES;
const TORCH_NAMES = Object.keys(TORCHES) as TorchName[];

/**
 * Our networks in two rooms, on one worker and on several, the obvious TensorFlow.js composition, two other libraries, and
 * PyTorch.
 */
export const CONTESTANTS = [
  'fused',
  ...(Object.keys(CREWS) as CrewName[]),
  'plain',
  'naive',
  'nanogpt',
  'jax',
  ...TORCH_NAMES,
] as const;
export type Contestant = (typeof CONTESTANTS)[number];

export function isCrew(contestant: Contestant): contestant is CrewName {
  return Object.hasOwn(CREWS, contestant);
}

export function isTorch(contestant: Contestant): contestant is TorchName {
  return Object.hasOwn(TORCHES, contestant);
}

export const WORKS = ['training', 'sft', 'rewardModel', 'ppo', 'rollout', 'iteration'] as const;
export type WorkName = (typeof WORKS)[number];

/** One row of the table before it is bound to a backend and a place. */
export interface LaneMeasure {
  readonly work: WorkName;
  readonly size: Size;
  /** Rows of tokens; how long they are is up to the work. */
  readonly batch: number;
  readonly contestants: readonly Contestant[];
  /** Runs there alone; absent: everywhere. */
  readonly place?: Place;
  /** Part of `--quick`. */
  readonly quick?: boolean;
}

const OURS = ['fused', 'plain', 'naive'] as const;
const WORKERS = ['fused', ...(Object.keys(CREWS) as CrewName[])] as const;
const TORCH_RACE = { contestants: ['fused', 'fused × 2', ...TORCH_NAMES], place: 'node' } as const;

export const MEASURES: readonly LaneMeasure[] = [
  { work: 'training', size: 'S', batch: 32, contestants: [...OURS, 'jax'], quick: true },
  { work: 'training', size: 'S', batch: 16, contestants: ['fused', 'nanogpt'], quick: true },
  { work: 'rollout', size: 'S', batch: 32, contestants: ['fused', 'plain'], quick: true },
  { work: 'rollout', size: 'S', batch: 32, contestants: ['fused', 'naive'] },
  { work: 'sft', size: 'S', batch: 32, contestants: OURS },
  { work: 'rewardModel', size: 'S', batch: 64, contestants: OURS },
  { work: 'ppo', size: 'S', batch: 32, contestants: OURS },
  { work: 'training', size: 'XS', batch: 32, contestants: [...OURS, 'jax'] },
  { work: 'rollout', size: 'XS', batch: 32, contestants: ['fused', 'plain'] },
  { work: 'training', size: 'M', batch: 32, contestants: [...OURS, 'jax'] },
  { work: 'rollout', size: 'M', batch: 32, contestants: ['fused', 'plain'] },
  { work: 'training', size: 'S', batch: 32, contestants: WORKERS },
  { work: 'rollout', size: 'S', batch: 32, contestants: WORKERS },
  { work: 'ppo', size: 'S', batch: 32, contestants: WORKERS },
  { work: 'iteration', size: 'S', batch: 64, contestants: WORKERS },
  { work: 'training', size: 'M', batch: 32, contestants: WORKERS },
  { work: 'iteration', size: 'M', batch: 64, contestants: WORKERS },
  { work: 'training', size: 'S', batch: 32, ...TORCH_RACE },
  { work: 'rollout', size: 'S', batch: 32, ...TORCH_RACE },
  { work: 'iteration', size: 'S', batch: 64, ...TORCH_RACE },
  { work: 'training', size: 'M', batch: 32, ...TORCH_RACE },
  { work: 'rollout', size: 'M', batch: 32, ...TORCH_RACE },
  { work: 'iteration', size: 'M', batch: 64, ...TORCH_RACE },
];

/**
 * Who can run where: `fused` needs kernels for the backend, the other libraries have backends of their own, and PyTorch is
 * a process beside those of Node, on the processor as WASM is.
 */
export function canRun(contestant: Contestant, backend: BackendName, place: Place): boolean {
  if (contestant === 'fused') return backend !== 'cpu';
  if (isCrew(contestant)) return backend === 'wasm';
  if (isTorch(contestant)) return backend === 'wasm' && place === 'node';
  if (contestant === 'nanogpt') return backend === 'webgpu' && place === 'chromium';
  if (contestant === 'jax') return backend !== 'cpu' && place === 'chromium';
  return true;
}

/** Turns of every contestant after the one that warms up; a software adapter needs seconds a step. */
export const ROUNDS: Readonly<Record<'quick' | 'full', Readonly<Record<BackendName, number>>>> = {
  quick: { webgpu: 2, wasm: 9, cpu: 2 },
  full: { webgpu: 3, wasm: 15, cpu: 3 },
};

/** A turn is one step, and more of them until this many milliseconds are over, but not more than so many. */
export const TURN = { milliseconds: 250, steps: 10 } as const;

/** The most that a step of the fused room may ask of a WebGPU device. */
export interface Bounds {
  readonly dispatches: number;
  readonly submits: number;
  readonly readbacks: number;
  /** Compiled after the first step. */
  readonly pipelines: 0;
}

const supervised: Bounds = { dispatches: 45, submits: 1, readbacks: 0, pipelines: 0 };

export const BOUNDS: Readonly<Partial<Record<WorkName, Bounds>>> = {
  training: supervised,
  sft: supervised,
  ppo: { dispatches: 220, submits: 8, readbacks: 0, pipelines: 0 },
  rollout: { dispatches: Infinity, submits: 1, readbacks: 1, pipelines: 0 },
};
