/**
 * Installs the dependencies if they are missing or not those of package-lock.json, so that `npm start` and `npm test`
 * work on a fresh clone. Plain JavaScript on Node alone: nothing else is there yet.
 */
import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @typedef {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} Packages */

/** @param {string} path @returns {Packages} */
function packagesOf(path) {
  const text = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
  return /** @type {{ packages: Packages }} */ (JSON.parse(text)).packages;
}

function isInstalled() {
  try {
    const installed = packagesOf('node_modules/.package-lock.json');
    return Object.entries(packagesOf('package-lock.json')).every(([path, { version, optional, devOptional }]) => {
      const found = installed[path];
      // The first entry is the project itself; an optional package may belong to another operating system.
      return path === '' || (found ? found.version === version : (optional ?? devOptional ?? false));
    });
  } catch {
    return false;
  }
}

if (!isInstalled()) {
  console.log('Installing the dependencies (npm ci) …');
  execSync('npm ci --ignore-scripts', { stdio: 'inherit', cwd: new URL('..', import.meta.url) });
}
