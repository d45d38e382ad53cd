/** The worker that trains: commands in, events out. Everything else is `session`. */
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { breathe } from '../breathe';
import { chooseBackend, type ChoiceOptions } from '../chooseBackend';
import { Crew } from '../../lm/crew/crew';
import { worldConfig } from '../../rlhf/networks';
import type { Command, Ping, Pong, WorkerEvent } from '../../../protocol/protocol';
import { fastest, mostWorkers } from '../chooseWorkers';
import { fetchBytes } from '../fetchBytes';
import { startHelper } from '../helperPort';
import { Session } from '../session/session';

let baseUrl = '';

function buffersOf(event: WorkerEvent): ArrayBuffer[] {
  if (event.type === 'file') return [event.bytes];
  return event.type === 'snapshot' && event.snapshot ? [event.snapshot.about, event.snapshot.weights] : [];
}

function emit(event: WorkerEvent): void {
  postMessage(event, { transfer: buffersOf(event) });
}

const now = () => performance.now();

const mostHere = mostWorkers(navigator.hardwareConcurrency);
/** The number of workers with which steps were the fastest; until it is known, the most. */
let fastestHere = mostHere;

const crew: Crew = new Crew(startHelper, (lost) => emit({ type: 'workers', workers: crew.members, lost }));

const session = new Session({
  emit,
  now,
  breathe,
  fetchBytes: (path) => fetchBytes(new URL(path, baseUrl)),
  useWorkers: async (wanted, most) => {
    crew.limit(most ?? Infinity);
    await crew.resize(wanted ?? fastestHere);
    emit({ type: 'workers', workers: crew.members, lost: null });
  },
  openBackend: async (wanted, size, remembered, workers) => {
    const onProgress: ChoiceOptions['onProgress'] = (activity, fraction) => {
      emit({ type: 'progress', activity, fraction });
    };
    const config = worldConfig(size);
    const choice = await chooseBackend(wanted, {
      config,
      wasmUrl: new URL(wasmUrl, location.href).href,
      now,
      onProgress,
      remembered,
      workers: {
        crew,
        most: mostHere,
        ...(workers !== undefined && { wanted: workers }),
      },
    });
    const timed = choice.report.timings.find(({ backend }) => backend === 'wasm')?.workers;
    if (timed) fastestHere = fastest(timed).workers;
    return choice;
  },
});

const pong: Pong = { type: 'pong' };

export function onMessage({ data }: MessageEvent<Command | Ping>): void {
  if (data.type === 'ping') {
    postMessage(pong);
    return;
  }
  if (data.type === 'start') baseUrl = data.baseUrl;
  void session.handle(data);
}
