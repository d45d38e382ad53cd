/**
 * One contestant at work, in a page or a process of its own, so that what is counted and held there is its alone: opens
 * a backend, makes its networks, takes one step each time it is asked.
 */
import { openBackend } from '../../src/engine/lm/backend';
import { createModel } from '../../src/engine/lm/createModel';
import type { BackendName } from '../../src/experiment/names';
import { crewOf } from './crew';
import { counted, installMeter, peakBytes, type Counts } from './meter';
import type { Contestant, LaneMeasure, TorchName } from './plan';
import { computedMs, installStopwatch } from './stopwatch';
import { makeTask, type MakeTrainee, type Task } from './work';

export interface LaneJob {
  readonly measure: LaneMeasure;
  readonly backend: BackendName;
  readonly contestant: Contestant;
  /** Address of TensorFlow.js's WASM binary, for a page. */
  readonly wasmUrl?: string;
  /** Address of the script of a crew's helper, for Node. */
  readonly helperUrl?: string;
}

export interface Opened {
  readonly device: string;
  /** Until the backend is open, its kernels compiled if they are then. */
  readonly openMs: number;
  /** From making the networks to the end of their first step. */
  readonly firstStepMs: number;
  /** Compiled until then. */
  readonly pipelines: number;
}

export interface Step {
  readonly milliseconds: number;
  /** Without the reading of what the step reports; null where nothing can be counted. */
  readonly counts: Counts | null;
  readonly peakBytes: number | null;
  /** What of it this worker's networks compute on WASM. */
  readonly computedMs: number;
}

/** A lane from outside. */
export interface Lane {
  readonly start: (job: LaneJob) => Promise<Opened>;
  readonly step: () => Promise<Step>;
  readonly close: () => Promise<void>;
}

type MakeTask = (measure: LaneMeasure) => Task;

/** The whole of TensorFlow.js comes with it, so the other contestants do not load it. */
async function naiveNetwork(): Promise<MakeTrainee> {
  const { NaiveModel } = await import('./naive');
  return (config, parameters) => new NaiveModel(config, parameters);
}

/** A task whose step fails when the check does. */
function checked(task: Task, check: () => void): Task {
  const run = async () => {
    await task.run();
    check();
  };
  return { ...task, run };
}

/** Opens a contestant's backend; the device in words, and a way to make its task. */
async function open(job: LaneJob): Promise<{ readonly device: string; readonly make: MakeTask }> {
  const { backend, contestant, wasmUrl, helperUrl } = job;
  switch (contestant) {
    case 'fused':
    case 'fused × 2':
    case 'fused × 4':
    case 'fused × 8':
    case 'plain':
    case 'naive': {
      const address = wasmUrl === undefined ? {} : { wasmUrl };
      const { crew, check } = await crewOf(contestant, helperUrl);
      const plain = contestant === 'plain' || contestant === 'naive';
      const options = { allowSoftwareAdapter: true, plain, crew, ...address };
      const { device } = await openBackend(backend, options);
      const network = contestant === 'naive' ? await naiveNetwork() : createModel;
      return { device, make: (measure) => checked(makeTask(measure, network), check) };
    }
    case 'nanogpt': {
      const { nanogptTask, openNanogpt } = await import('../peers/nanogpt');
      return { device: await openNanogpt(), make: nanogptTask };
    }
    case 'jax': {
      const { jaxTask, openJax } = await import('../peers/jaxGpt');
      return { device: await openJax(backend), make: jaxTask };
    }
    default:
      throw new Error(`${contestant satisfies TorchName} is not a contestant of this lane: see torch/torchLane.ts.`);
  }
}

let task: Task | null = null;

async function timed(run: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
}

async function start(job: LaneJob): Promise<Opened> {
  installMeter();
  installStopwatch();
  let device = '';
  let make: MakeTask | null = null;
  let [openMs, firstStepMs] = [0, 0];
  const { pipelines } = await counted(async () => {
    openMs = await timed(async () => void ({ device, make } = await open(job)));
    firstStepMs = await timed(async () => {
      task = make?.(job.measure) ?? null;
      await task?.run();
      await task?.settle?.();
    });
  });
  return { device, openMs, firstStepMs, pipelines };
}

async function step(): Promise<Step> {
  if (!task) throw new Error('A lane takes steps once it has started.');
  const { run, settle } = task;
  let counts: Counts | null = null;
  const before = computedMs();
  const milliseconds = await timed(async () => {
    counts = await counted(run);
    await settle?.();
  });
  return { milliseconds, counts, peakBytes: peakBytes(), computedMs: computedMs() - before };
}

export const lane = { start, step };

export type LaneCode = typeof lane;
