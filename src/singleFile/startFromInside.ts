import type { WorkerPart } from '../protocol/workerPart';
import type { Inside } from './insideFiles';

/** Starts a worker from the script that it is handed. Chromium takes a module from no such address on `file:`. */
export function startFromInside(part: WorkerPart, inside: Inside): Worker {
  const address = URL.createObjectURL(inside.engine);
  const worker = new Worker(address, { name: part });
  worker.postMessage(inside);
  return worker;
}
