/** A worker that helps the one that trains: it knows neither TensorFlow.js nor the page. */
import { serveKernels } from '../../lm/wasm/serveKernels';
import { portOut } from '../helperPort';
import type { Part } from '../relay';

/** Rejects where the kernels cannot be had, so that the worker that trains hears of it. */
export async function openHelper(): Promise<Part> {
  let hear: (message: unknown) => void = () => undefined;
  await serveKernels({ ...portOut, listen: (heard) => (hear = heard) });
  return { onMessage: ({ data }) => hear(data) };
}
