/**
 * What can be installed: what the page is built from, the tools that test it, and what few commands need, each of those in
 * a folder of its own. Plain JavaScript on Node alone: nothing else is there yet.
 */
import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @typedef {{ folder: string, dev: boolean, what: string }} Installation */

const INSTALLATIONS = {
  page: { folder: './', dev: false, what: 'what the page is built from' },
  tools: { folder: './', dev: true, what: 'what the page is built from and tested with' },
  peers: { folder: 'experiments/peers/', dev: false, what: 'the libraries that the benchmark runs against' },
  dawn: { folder: 'experiments/dawn/', dev: false, what: 'WebGPU for Node' },
  compiler: { folder: 'src/engine/lm/wasm/assembly/', dev: false, what: 'the compiler of the WASM engine' },
};

/** @typedef {keyof typeof INSTALLATIONS} InstallationName */

export const NAMES = /** @type {InstallationName[]} */ (Object.keys(INSTALLATIONS));

const ROOT = new URL('..', import.meta.url);

/** @typedef {{ version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }} Locked */

/** @param {string} path @returns {Record<string, Locked>} */
function packagesOf(path) {
  const text = readFileSync(new URL(path, ROOT), 'utf8');
  return /** @type {{ packages: Record<string, Locked> }} */ (JSON.parse(text)).packages;
}

/** @param {Installation} installation */
function isInstalled({ folder, dev }) {
  // An optional package may belong to another operating system.
  const mayLack = (/** @type {Locked} */ locked) =>
    locked.optional === true || locked.devOptional === true || (locked.dev === true && !dev);
  try {
    const installed = packagesOf(`${folder}node_modules/.package-lock.json`);
    return Object.entries(packagesOf(`${folder}package-lock.json`)).every(([path, locked]) => {
      const found = installed[path];
      // The first entry is the package in the folder itself.
      return path === '' || (found ? found.version === locked.version : mayLack(locked));
    });
  } catch {
    return false;
  }
}

/** Installs it if it is missing or not what its lockfile says. @param {InstallationName} name */
export function install(name) {
  const { folder, dev, what } = INSTALLATIONS[name];
  if (isInstalled(INSTALLATIONS[name])) return;
  console.log(`Installing ${what} (npm ci in ${folder}) …`);
  const command = `npm ci --ignore-scripts --${dev ? 'include' : 'omit'}=dev`;
  execSync(command, { stdio: 'inherit', cwd: new URL(folder, ROOT) });
}
