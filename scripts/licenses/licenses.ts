/**
 * Writes `licenses.txt` into the build: every package of which code ends in it, in the page or in a worker, with the text of
 * its license. Vite's own list leaves out what workers are bundled from.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export const LICENSES = 'licenses.txt';

/** Texts for packages that ship none: by the package's name, or by the license where its text is the same for all. */
const OWN_TEXTS = new URL('./', import.meta.url);

export interface Licensed {
  readonly name: string;
  readonly version: string;
  /** As SPDX names it. */
  readonly license: string;
  readonly text: string;
}

const NODE_MODULES = '/node_modules/';

/** The folder of the package that a module belongs to; null of a module of our own, or of the bundler's. */
export function packageFolder(moduleId: string): string | null {
  const [path] = moduleId.replaceAll('\\', '/').split('?');
  const at = path.lastIndexOf(NODE_MODULES);
  if (at === -1 || moduleId.startsWith('\0')) return null;
  const [scope, name] = path.slice(at + NODE_MODULES.length).split('/');
  return path.slice(0, at) + NODE_MODULES + (scope.startsWith('@') ? `${scope}/${name}` : scope);
}

/** Throws where a package says no license, or has no text of it. */
export function licenseOf(folder: string): Licensed {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const { name, version, license } = JSON.parse(read('package.json')) as Partial<Record<keyof Licensed, string>>;
  if (name === undefined || version === undefined || license === undefined)
    throw new Error(`${folder}/package.json should say name, version and license.`);
  const shipped = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
  const own = [name, license].map((each) => new URL(`${each.replace('/', '-')}.txt`, OWN_TEXTS)).find(existsSync);
  if (shipped === undefined && own === undefined)
    throw new Error(
      `${name} ${version} ships no text of its license, ${license}: add it as scripts/licenses/${name.replace('/', '-')}.txt.`,
    );
  const text = shipped === undefined && own !== undefined ? readFileSync(own, 'utf8') : read(shipped ?? '');
  return { name, version, license, text: text.trim() };
}

const RULE = '-'.repeat(80);

export function writeLicenses(packages: readonly Licensed[]): string {
  const entries = packages.map(
    ({ name, version, license, text }) => `${RULE}\n${name} ${version} (${license})\n${RULE}\n\n${text}\n`,
  );
  return ['The page holds code of these packages, each under its own license.\n', ...entries].join('\n');
}

/** Folders of the packages of which code is in the build, as far as it is bundled. */
const folders = new Set<string>();
/** Where the build is written. */
let target = '';

const collect: Plugin['renderChunk'] = (_, { moduleIds }) => {
  for (const folder of moduleIds.map(packageFolder)) if (folder !== null) folders.add(folder);
  return null;
};

function listOf(): string {
  return writeLicenses([...folders].map(licenseOf).sort((a, b) => a.name.localeCompare(b.name, 'en')));
}

export const licensesOfWorkers = (): Plugin[] => [{ name: 'licenses-of-workers', renderChunk: collect }];

/** The workers are bundled before the page ends. */
export const licensesOfPage: Plugin = {
  name: 'licenses',
  apply: 'build',
  configResolved: ({ build }) => {
    target = build.outDir;
  },
  renderChunk: collect,
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: LICENSES, source: listOf() });
  },
};

/** It is bundled once the page is written, and before it is told which files there are, of which the list is one. */
export const licensesOfServiceWorker: Plugin = {
  name: 'licenses-of-service-worker',
  renderChunk: collect,
  writeBundle: () => writeFileSync(join(target, LICENSES), listOf()),
};
