/** A lane of the benchmark in a process of its own: `bench.ts` starts it and asks. WebGPU is Dawn's. */
import { existsSync } from 'node:fs';
import { create, globals } from 'webgpu';
import { CHROMIUM_FOLDERS } from './bench/chromiumFolders';
import type { Answer } from './bench/hosts';
import { lane, type Job } from './bench/lane';

/** Opens a GPU if there is one, else Chromium's software adapter. */
async function startDawn(): Promise<void> {
  Object.assign(globalThis, globals);
  let gpu = create([]);
  const driver = CHROMIUM_FOLDERS.map((folder) => `${folder}/vk_swiftshader_icd.json`).find(existsSync);
  if (driver !== undefined && (await gpu.requestAdapter()) === null) {
    process.env.VK_ICD_FILENAMES ??= driver;
    gpu = create([]);
  }
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true });
}

async function answer(job: Job | null): Promise<Answer> {
  try {
    if (job?.backend === 'webgpu') await startDawn();
    return { value: job ? await lane.start(job) : await lane.step() };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', ({ job }: { readonly job: Job | null }) => {
  void answer(job).then((said) => process.send?.(said));
});

// Until whoever started it is done: vite-node would otherwise stop serving what a lane imports later.
await new Promise((resolve) => process.once('disconnect', resolve));
