import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { licenseOf, packageFolder, writeLicenses } from './licenses';

const made: string[] = [];

function packageOf(about: object, files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  made.push(folder);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries({ 'package.json': JSON.stringify(about), ...files }))
    writeFileSync(join(folder, name), text);
  return folder;
}

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

describe('the folder of a package', () => {
  it.each([
    ['/page/node_modules/react/index.js', '/page/node_modules/react'],
    ['/page/node_modules/@tensorflow/tfjs-core/dist/ops.js?commonjs', '/page/node_modules/@tensorflow/tfjs-core'],
    ['/page/node_modules/a/node_modules/b/lib/node.js', '/page/node_modules/a/node_modules/b'],
    ['C:\\page\\node_modules\\idb\\build\\index.js', 'C:/page/node_modules/idb'],
    ['/page/src/main.tsx', null],
    ['\0/page/node_modules/react/index.js?commonjs-proxy', null],
  ])('%s', (module, folder) => {
    expect(packageFolder(module)).toBe(folder);
  });
});

describe('the license of a package', () => {
  const about = { name: 'left', version: '1.2.3', license: 'MIT' };

  it('is that of its own file, whatever the file is called', () => {
    for (const name of ['LICENSE', 'license.md', 'LICENCE.txt', 'COPYING'])
      expect(licenseOf(packageOf(about, { [name]: ' Do what you like.\n' }))).toEqual({
        ...about,
        text: 'Do what you like.',
      });
  });

  it('is the standard text where a package ships none, and a fault where there is no such text', () => {
    const apache = licenseOf(packageOf({ ...about, license: 'Apache-2.0' }));
    expect(apache.text).toContain('Apache License');
    expect(licenseOf(packageOf({ ...about, name: 'seedrandom' })).text).toContain('Copyright 2019 David Bau');
    expect(() => licenseOf(packageOf(about))).toThrow(
      /left 1\.2\.3 ships no text of its license, MIT: add it as scripts/,
    );
    expect(() => licenseOf(packageOf({ name: 'left', version: '1' }))).toThrow(/should say name, version and license/);
  });

  it('stands in the list with name and version', () => {
    const list = writeLicenses([{ ...about, text: 'Do what you like.' }]);
    expect(list).toMatch(/^The page holds code .*\n\n-+\nleft 1\.2\.3 \(MIT\)\n-+\n\nDo what you like\.\n$/);
  });
});

it('every text that is kept here is that of a package in the lockfile', () => {
  const lock = readFileSync('package-lock.json', 'utf8');
  expect(lock).toContain('"node_modules/seedrandom"');
  expect(lock).toMatch(/"node_modules\/@tensorflow\/tfjs-core": \{[^}]*"license": "Apache-2\.0"/);
});
