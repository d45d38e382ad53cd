/** The worker that trains: commands in, events out. Everything else is `session`. */
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { breathe } from '../breathe';
import { chooseBackend, timeTraining, type ChoiceOptions } from '../chooseBackend';
import { Crew } from '../../lm/crew/crew';
import { worldConfig } from '../../rlhf/networks';
import type { Command, Ping, Pong, WorkerEvent } from '../../../protocol/protocol';
import { atMostCores, mostWorkers } from '../chooseWorkers';
import { fetchBytes } from '../fetchBytes';
import { startHelper } from '../helperPort';
import { Session } from '../session/session';
import { SpeedWatch } from '../speedWatch';

let baseUrl = '';

function buffersOf(event: WorkerEvent): ArrayBuffer[] {
  if (event.type === 'file') return [event.bytes];
  return event.type === 'snapshot' && event.snapshot ? [event.snapshot.about, event.snapshot.weights] : [];
}

function emit(event: WorkerEvent): void {
  postMessage(event, { transfer: buffersOf(event) });
}

const now = () => performance.now();

// Some browsers do not tell.
const { hardwareConcurrency: cores = 1 } = navigator as { readonly hardwareConcurrency?: number };
const mostHere = mostWorkers(cores);
const crew: Crew = new Crew(startHelper, (lost) => emit({ type: 'workers', workers: crew.members, lost }));

const watch = new SpeedWatch({
  ...{ crew, now },
  most: mostHere,
  time: (size) => timeTraining(worldConfig(size), now),
});
/** Whether several can train here, and neither the learner nor a low battery says how many. */
let isOursToChoose = false;

const session = new Session({
  emit,
  now,
  breathe,
  fetchBytes: (path) => fetchBytes(new URL(path, baseUrl)),
  workers: {
    use: async (size, wanted, most) => {
      isOursToChoose = wanted === null && most === null;
      crew.limit(most ?? Infinity);
      if (wanted !== null) await crew.resize(atMostCores(wanted, cores));
      const timed = isOursToChoose ? await watch.takeFastest(size) : null;
      emit({ type: 'workers', workers: crew.members, lost: null, ...(timed && { timed }) });
    },
    look: async (size) => {
      const timed = isOursToChoose ? await watch.look(size) : null;
      if (timed) emit({ type: 'workers', workers: crew.members, lost: null, timed });
    },
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
        ...(workers !== undefined && { wanted: atMostCores(workers, cores) }),
      },
    });
    const timed = choice.report.timings.find(({ backend }) => backend === 'wasm')?.workers;
    if (timed) watch.know(size, timed);
    isOursToChoose = workers === undefined && choice.report.backend === 'wasm' && mostHere > 1;
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
