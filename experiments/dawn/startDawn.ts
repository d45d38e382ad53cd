/** WebGPU in Node: Dawn, on a GPU if there is one, else on Chromium's software adapter. */
import { existsSync } from 'node:fs';
import { CHROMIUM_FOLDERS } from '../bench/chromiumFolders';

/** From now on `navigator.gpu` is there. */
export async function startDawn(): Promise<void> {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  let gpu = create([]);
  const driver = CHROMIUM_FOLDERS.map((folder) => `${folder}/vk_swiftshader_icd.json`).find(existsSync);
  if (driver !== undefined && (await gpu.requestAdapter()) === null) {
    process.env.VK_ICD_FILENAMES ??= driver;
    gpu = create([]);
  }
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true });
}
