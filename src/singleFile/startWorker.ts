/** In the single file this stands for `page/store/wire/startWorker.ts`: every worker's script lies inside the file. */
import engine from 'virtual:engine';
import type { WorkerPart } from '../protocol/workerPart';
import { pageFiles } from './pageFiles';
import { startFromInside } from './startFromInside';

const script = new Blob([engine], { type: 'text/javascript' });

export function startWorker(part: WorkerPart): Worker {
  return startFromInside(part, { files: pageFiles, engine: script });
}
