import type { WorkerPart } from '../../protocol/workerPart';

/** Starts another worker from the file that this one started from. */
export const startOwnWorker = (part: WorkerPart): Worker => new Worker(location.href, { type: 'module', name: part });
