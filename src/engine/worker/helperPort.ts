/** The way between the worker that trains and its helpers in a browser: workers of the same file, one inside the other. */
import type { Port, StartHelper } from '../lm/crew/port';
import { startOwnWorker } from './startOwnWorker';

export function portTo(worker: Worker): Port {
  return {
    post: (message, transfer) => worker.postMessage(message, { transfer: transfer as ArrayBuffer[] }),
    listen: (heard) => worker.addEventListener('message', ({ data }) => heard(data)),
    onFailure: (failed) => {
      worker.addEventListener('error', (event) => {
        // Or it would count as an error of the worker that trains.
        event.preventDefault();
        failed(event.message || 'Its script could not be loaded.');
      });
      worker.addEventListener('messageerror', () => failed('A message to it could not be read.'));
    },
    close: () => worker.terminate(),
  };
}

/** The way back, from within the helper; it hears from now on. */
export const portOut: Pick<Port, 'post' | 'listen'> = {
  post: (message, transfer) => postMessage(message, { transfer: transfer as ArrayBuffer[] }),
  listen: (heard) => addEventListener('message', ({ data }) => heard(data)),
};

export const startHelper: StartHelper = () => portTo(startOwnWorker('helper'));
