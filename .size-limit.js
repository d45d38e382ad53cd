import { readFileSync } from 'node:fs';

/** @typedef {{ file: string, isEntry?: boolean, imports?: string[], css?: string[] }} Chunk */

const text = readFileSync(new URL('dist/.vite/manifest.json', import.meta.url), 'utf8');
const manifest = /** @type {Record<string, Chunk>} */ (JSON.parse(text));

/** A chunk and everything that it imports statically. @param {string} name @returns {string[]} */
const filesOf = (name) => {
  const { file, imports = [], css = [] } = manifest[name];
  return [file, ...css, ...imports.flatMap(filesOf)];
};

const entries = Object.keys(manifest).filter((name) => manifest[name].isEntry);
const first = new Set(['index.html', 'door.js', ...entries.flatMap(filesOf)]);

export default [
  {
    name: 'What loads before the first view is interactive',
    path: [...first].map((file) => `dist/${file}`),
    gzip: true,
    limit: '325 kB',
  },
];
