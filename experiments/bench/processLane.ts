/** Lanes in Node: each a process of its own, and all of them one bundle, so that Node has nothing to run beside it. */
import { spawn } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { CHROMIUM_FOLDERS } from './chromiumFolders';
import { endOf } from './endOf';
import type { Lane, LaneJob, Opened, Step } from './lane';

/** What a process answers: the value that was asked for, or a sentence. */
export type LaneAnswer = { readonly value: Opened | Step } | { readonly error: string };

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const ENTRIES = { lane: path('../benchLane.ts'), helper: path('../../src/testing/nodeHelper.ts') };

/** Where Node finds the packages that stay outside, Dawn's too. */
const BUNDLE = path('../dawn/node_modules/.bench');

/** The folder in which the WASM build of TensorFlow.js looks for its binary: that of its own script. */
const WASM_FOLDER = path('../../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out');

/** The other libraries, which run in a page alone, and Dawn: they need not be installed here. */
const ELSEWHERE = [/^\.\.\/peers\//, 'webgpu'];

/** TensorFlow.js in modules, as a page has it; Node would take another build of it. */
export async function bundleLane(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    define: { __dirname: JSON.stringify(WASM_FOLDER) },
    ssr: { noExternal: [/^@tensorflow\//] },
    build: {
      ssr: true,
      outDir: BUNDLE,
      emptyOutDir: true,
      target: 'esnext',
      rolldownOptions: {
        input: ENTRIES,
        external: ELSEWHERE,
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
}

/** Chromium's Vulkan loader serves machines that have none. */
export function processLane(): Lane {
  const libraries = [process.env.LD_LIBRARY_PATH, ...CHROMIUM_FOLDERS].filter(Boolean).join(':');
  const child = spawn(process.execPath, [`${BUNDLE}/lane.mjs`], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, LD_LIBRARY_PATH: libraries },
  });
  const ended = endOf(child);
  const ask = async (job: LaneJob | null) => {
    const answered = new Promise<LaneAnswer>((resolve) => child.once('message', resolve));
    child.send({ job });
    const answer = await Promise.race([answered, ended]);
    if ('error' in answer) throw new Error(answer.error);
    return answer.value;
  };
  return {
    start: (job) => ask({ ...job, helperUrl: pathToFileURL(`${BUNDLE}/helper.mjs`).href }) as Promise<Opened>,
    step: () => ask(null) as Promise<Step>,
    close: async () => void child.kill(),
  };
}
