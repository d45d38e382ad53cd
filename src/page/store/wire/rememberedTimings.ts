/** What start-up measured on this machine, remembered between visits: which backend trains a network of each size how fast. */
import { BACKENDS, type Size } from '../../../experiment/names';
import { PAGE_PARAMETERS } from '../../../experiment/query';
import type { BackendTiming, WorkersTiming } from '../../../protocol/protocol';
import { recall, remember } from '../browserMemory';

const KEY = 'rlhf-playground timings';

function isTiming(value: unknown): value is BackendTiming {
  const { backend, millisecondsPerStep, reason, workers } = (value ?? {}) as Partial<
    Record<keyof BackendTiming, unknown>
  >;
  return (
    BACKENDS.some((known) => known === backend) &&
    (millisecondsPerStep === null || typeof millisecondsPerStep === 'number') &&
    typeof reason === 'string' &&
    (workers === undefined || (Array.isArray(workers) && workers.length > 0 && workers.every(isWorkersTiming)))
  );
}

/** Before several workers could train together, WASM was timed on one alone, which is no match for another backend. */
function isWithoutWorkers({ backend, millisecondsPerStep, workers }: BackendTiming): boolean {
  return backend === 'wasm' && millisecondsPerStep !== null && workers === undefined;
}

function isNumberOfWorkers(value: unknown): value is number {
  return typeof value === 'number' && PAGE_PARAMETERS.workers.some((known) => known === String(value));
}

function isWorkersTiming(value: unknown): value is WorkersTiming {
  const { workers, millisecondsPerStep } = (value ?? {}) as Partial<Record<keyof WorkersTiming, unknown>>;
  return isNumberOfWorkers(workers) && typeof millisecondsPerStep === 'number';
}

/** The timings of an earlier visit; null if there are none, or none that can be read or compared. */
export function recallTimings(size: Size): readonly BackendTiming[] | null {
  try {
    const found: unknown = JSON.parse(recall(`${KEY} ${size}`) ?? 'null');
    return Array.isArray(found) && found.every(isTiming) && !found.some(isWithoutWorkers) ? found : null;
  } catch {
    return null; // not what we wrote: as if nothing were there
  }
}

export function rememberTimings(size: Size, timings: readonly BackendTiming[]): void {
  remember(`${KEY} ${size}`, JSON.stringify(timings));
}

export function forgetTimings(size: Size): void {
  remember(`${KEY} ${size}`, null);
}
