/**
 * The one file that every worker starts from, so that the build holds TensorFlow.js once. The worker's name says which part
 * it is, and that part alone is loaded. No other file imports this one: WebKit would evaluate it a second time.
 */
import type { WorkerPart } from '../../protocol/workerPart';
import { relayTo, type Part } from './relay';

const PARTS: Readonly<Record<WorkerPart, () => Promise<Part>>> = {
  trainer: () => import('./parts/trainer'),
  lab: () => import('./parts/lab'),
  bench: () => import('./parts/bench'),
  helper: () => import('./parts/helper').then(({ openHelper }) => openHelper()),
};

addEventListener('message', relayTo(PARTS[self.name as WorkerPart]()));
