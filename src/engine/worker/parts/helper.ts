/** A worker that helps the one that trains: it knows neither TensorFlow.js nor the page. */
import { serveKernels } from '../../lm/wasm/serveKernels';
import { portOut } from '../helperPort';

let hear: (message: unknown) => void = () => undefined;

// What fails here is thrown in the worker, so that the one that trains hears of it.
await serveKernels({ ...portOut, listen: (heard) => (hear = heard) });

export function onMessage({ data }: MessageEvent): void {
  hear(data);
}
