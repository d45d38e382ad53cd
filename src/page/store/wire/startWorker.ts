/** Every worker of the page: one file, which is told by its name what it is to be. */
import type { WorkerPart } from '../../../protocol/workerPart';

export function startWorker(part: WorkerPart): Worker {
  return new Worker(new URL('../../../engine/worker/engine.worker.ts', import.meta.url), {
    type: 'module',
    name: part,
  });
}
