/** Starts any of the page's workers: one file, which learns from the worker's name which part it is. */
import type { WorkerPart } from '../../../protocol/workerPart';

export function startWorker(part: WorkerPart): Worker {
  return new Worker(new URL('../../../engine/worker/engine.worker.ts', import.meta.url), {
    type: 'module',
    name: part,
  });
}
