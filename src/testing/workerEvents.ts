/** Events of a run of PPO, and one of an evaluation, as small as they can be. */
import type { TrainedStage } from '../experiment/names';
import type { WorkerEvent } from '../protocol/protocol';

type Of<T extends WorkerEvent['type']> = Extract<WorkerEvent, { type: T }>;

export const BACKEND: WorkerEvent = {
  type: 'backend',
  report: { backend: 'wasm', device: '', timings: [], chosenBy: 'only choice' },
};

/** A result of the evaluation. */
export const MARK: WorkerEvent = {
  type: 'sizeMark',
  mark: {
    ...{ speaker: 'sft', size: 'S', parameters: 9, origin: 'shipped', ptx: null, against: 'S', preferred: null },
    gold: { value: 0.5, error: 0.01, interval: [0.49, 0.51] },
  },
};

export function stageEvent(
  status: Of<'stage'>['status'],
  iteration: number,
  more: Partial<Of<'stage'>> & { readonly stage?: TrainedStage } = {},
): Of<'stage'> {
  const rest = { iterations: 9, round: 1, secondsLeft: null, stepsPerSecond: null, missing: [] };
  return { type: 'stage', stage: 'ppo', origin: 'trained', status, iteration, ...rest, ...more };
}

export function metricsEvent(iteration: number): WorkerEvent {
  return { type: 'metrics', stage: 'ppo', round: 1, iteration, values: { kl: iteration } };
}

/** A snapshot of the worker whose bytes spell a word. */
export function snapshotEvent(word: string): Of<'snapshot'> & { readonly snapshot: object } {
  return {
    type: 'snapshot',
    snapshot: { about: new TextEncoder().encode(word).buffer, weights: new ArrayBuffer(0) },
  };
}
