/** The worker that trains: commands in, events out. Everything else is `session`. */
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { breathe } from '../breathe';
import { chooseBackend, type ChoiceOptions } from '../chooseBackend';
import { worldConfig } from '../../rlhf/networks';
import type { Command, Ping, Pong, WorkerEvent } from '../../../protocol/protocol';
import { fetchBytes } from '../fetchBytes';
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

const session = new Session({
  emit,
  now,
  breathe,
  fetchBytes: (path) => fetchBytes(new URL(path, baseUrl)),
  openBackend: async (wanted, size, remembered) => {
    const onProgress: ChoiceOptions['onProgress'] = (activity, fraction) => {
      emit({ type: 'progress', activity, fraction });
    };
    const config = worldConfig(size);
    return chooseBackend(wanted, {
      config,
      wasmUrl: new URL(wasmUrl, location.href).href,
      now,
      onProgress,
      remembered,
    });
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
