/** Helpers in Node: `worker_threads` that run the page's own helper, bundled. */
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Rolldown } from 'vite';
import type { Port, StartHelper } from '../engine/lm/crew/port';

const ENTRY = fileURLToPath(new URL('nodeHelper.ts', import.meta.url));

let bundled: Promise<URL> | null = null;

async function bundle(): Promise<URL> {
  const { build } = await import('vite');
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry: ENTRY, formats: ['es'] },
      rolldownOptions: { external: /^node:/ },
    },
  })) as Rolldown.RolldownOutput[];
  const [{ code }] = built[0].output;
  return new URL(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}

function portTo(worker: Worker): Port {
  return {
    post: (message, transfer) => worker.postMessage(message, transfer as ArrayBuffer[]),
    listen: (heard) => worker.on('message', heard),
    onFailure: (failed) => {
      worker.on('error', (error) => failed(String(error)));
      worker.on('exit', () => failed('It has ended.'));
    },
    close: () => void worker.terminate(),
  };
}

/** Starts helpers, whose script is bundled at the first call. */
export async function nodeHelpers(): Promise<StartHelper> {
  return helpersOf(await (bundled ??= bundle()));
}

/** Starts helpers that run this bundle of `nodeHelper.ts`. */
export function helpersOf(script: URL): StartHelper {
  return () => portTo(new Worker(script));
}
