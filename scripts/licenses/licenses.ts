/**
 * Writes `licenses.txt` into the build: every package of which code ends in it, in the page or in a worker, with the text of
 * its license. Vite's own list leaves out what workers are bundled from.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** A plugin for the page, and one for its workers, which are bundled before it ends. */
export function licenses(): { readonly page: Plugin; readonly workers: () => Plugin[] } {
  const folders = new Set<string>();
  const collect: Plugin['renderChunk'] = (_, { moduleIds }) => {
    for (const folder of moduleIds.map(packageFolder)) if (folder !== null) folders.add(folder);
    return null;
  };
  return {
    workers: () => [{ name: 'licenses-of-workers', renderChunk: collect }],
    page: {
      name: 'licenses',
      apply: 'build',
      renderChunk: collect,
      generateBundle() {
        const all = [...folders].map(licenseOf).sort((a, b) => a.name.localeCompare(b.name, 'en'));
        this.emitFile({ type: 'asset', fileName: LICENSES, source: writeLicenses(all) });
      },
    },
  };
}
