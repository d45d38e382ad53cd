import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Package {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version?: string;
        readonly dev?: boolean;
        readonly integrity?: string;
        readonly hasInstallScript?: boolean;
      }
    >
  >;
}

const FOLDERS = ['.', 'experiments/peers', 'experiments/dawn', 'src/engine/lm/wasm/assembly'];

const packageIn = (folder: string) => JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Package;

const packagesOf = (folder: string) =>
  (JSON.parse(readFileSync(`${folder}/package-lock.json`, 'utf8')) as Lock).packages;

describe('TensorFlow.js', () => {
  const tensorflow = (versions: Readonly<Record<string, string>> = {}) =>
    Object.entries(versions).filter(([name]) => name.startsWith('@tensorflow/'));
  const { dependencies } = packageIn('.');
  const version = dependencies?.['@tensorflow/tfjs'];

  it('is one version: each part that is imported has that of the whole', () => {
    const parts = tensorflow(dependencies);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.filter(([, part]) => part !== version)).toEqual([]);
    const whole = packageIn('node_modules/@tensorflow/tfjs');
    expect(tensorflow(whole.dependencies).filter(([, part]) => part !== version)).toEqual([]);
  });

  it('is installed once, part by part', () => {
    const installed = Object.entries(packagesOf('.')).filter(([path]) => /@tensorflow\/[^/]+$/.test(path));
    const other = installed.filter(([path, locked]) => locked.version !== version || /\/node_modules\//.test(path));
    expect(other).toEqual([]);
  });
});

describe('the packages', () => {
  it.each(FOLDERS)('of %s are pinned, and their lockfile names no registry', (folder) => {
    const { dependencies = {}, devDependencies = {} } = packageIn(folder);
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    }
    expect(readFileSync(`${folder}/package-lock.json`, 'utf8')).not.toMatch(/https?:\/\/[^"]*\.tgz/);
  });

  it.each(FOLDERS)('of %s are locked to one version each, with a digest of what comes', (folder) => {
    const locked = Object.entries(packagesOf(folder)).filter(([path]) => path !== '');
    const loose = locked.filter(([, { version = '' }]) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version));
    const unsealed = locked.filter(([, { integrity = '' }]) => !integrity.startsWith('sha512-'));
    expect([loose, unsealed]).toEqual([[], []]);
  });

  it('run no script when they are installed: three would, for people, and the page needs none of them', () => {
    for (const folder of FOLDERS) expect(readFileSync(`${folder}/.npmrc`, 'utf8')).toContain('ignore-scripts=true\n');
    const scripted = FOLDERS.flatMap((folder) =>
      Object.entries(packagesOf(folder)).flatMap(([path, { hasInstallScript }]) =>
        hasInstallScript === true ? [path] : [],
      ),
    );
    // A plea for money; patches for the authors' own tools; a check of the built binary.
    expect(scripted).toEqual(['node_modules/core-js', 'node_modules/@genai-fi/nanogpt', 'node_modules/webgpu']);
  });

  it('that the page is built from leave out tools, other libraries and the compiler of WASM', () => {
    const built = Object.entries(packagesOf('.')).filter(([, { dev }]) => dev !== true);
    const names = built.map(([path]) => path.replace('node_modules/', ''));
    expect(names).toContain('vite');
    for (const heavy of ['playwright-core', 'eslint', 'prettier', '@jax-js/jax', 'webgpu', 'binaryen']) {
      expect(names).not.toContain(heavy);
    }
  });
});
