/** A helper of a crew in Node. */
import { parentPort } from 'node:worker_threads';
import { serveKernels } from '../engine/lm/wasm/serveKernels';

if (!parentPort) throw new Error('This is a worker.');
const port = parentPort;
await serveKernels({
  post: (message, transfer) => port.postMessage(message, transfer as ArrayBuffer[]),
  listen: (heard) => port.on('message', heard),
});
