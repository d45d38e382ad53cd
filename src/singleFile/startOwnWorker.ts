/** In the single file this stands for `engine/worker/startOwnWorker.ts`. */
import type { WorkerPart } from '../protocol/workerPart';
import { inside } from './receiveInside';
import { startFromInside } from './startFromInside';

/** A helper fetches nothing and starts nobody, so that it needs no files. */
export const startOwnWorker = (part: WorkerPart): Worker => startFromInside(part, { ...inside(), files: {} });
