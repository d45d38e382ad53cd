/**
 * The worker of the lab: one request in, feedback where the run asks for it, and word to pause or to go on; events out. The
 * view ends the worker when it wants no more.
 */
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { BackendName } from '../../../experiment/names';
import type { LabCommand, LabFeedback, LabMessage, LabRequest } from '../../../protocol/lab';
import { openBackend } from '../../lm/backend';
import { Crew } from '../../lm/crew/crew';
import { breathe } from '../breathe';
import { fetchBytes } from '../fetchBytes';
import { startHelper } from '../helperPort';
import { Gate } from '../lab/gate';
import { Lab } from '../lab/lab';
import { runScenario } from '../lab/runScenario';
import { sentenceFor } from '../sentences';

const emit = (message: LabMessage) => {
  postMessage(message);
};

let hear: (feedback: LabFeedback) => void = () => undefined;

const nextFeedback = () => new Promise<LabFeedback>((resolve) => (hear = resolve));

const gate = new Gate();

const crew: Crew = new Crew(startHelper, (lost) => emit({ type: 'helperLost', workers: crew.members, lost }));
let trainsOn: BackendName | null = null;

async function useWorkers(workers: number): Promise<void> {
  if (trainsOn === 'wasm') await crew.resize(workers);
}

async function run({ scenario, settings, backend, workers, baseUrl }: LabRequest): Promise<void> {
  try {
    const address = new URL(wasmUrl, location.href).href;
    trainsOn = backend;
    await useWorkers(workers);
    await openBackend(backend, { allowSoftwareAdapter: true, wasmUrl: address, crew });
    const lab = new Lab(settings, (path) => fetchBytes(new URL(path, baseUrl)), nextFeedback);
    for await (const event of gate.through(runScenario(scenario, lab), breathe)) emit(event);
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    emit({ type: 'error', sentence: sentenceFor(error), detail });
  }
}

export function onMessage({ data }: MessageEvent<LabCommand>): void {
  switch (data.type) {
    case 'run':
      void run(data);
      return;
    case 'feedback':
      hear(data);
      return;
    case 'pause':
      gate.shut();
      return;
    case 'goOn':
      gate.open();
      return;
    case 'useWorkers':
      void useWorkers(data.workers);
      return;
    default:
      data satisfies never;
  }
}
