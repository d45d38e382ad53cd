import { dirname, join, relative, resolve } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { circles, importGraph, productFiles } from './importGraph';
import { LIBRARIES, WALLS } from './walls.js';

// The planting files are imaginary, so the rules that need their types are off.
const eslint = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] });

/** The sentences with which a file of that path and code is refused. */
async function refusals(filePath: string, code: string): Promise<string> {
  const [result] = await eslint.lintText(code, { filePath });
  expect(result.messages.filter((message) => message.fatal)).toEqual([]);
  const refused = result.messages.filter(({ ruleId }) => /no-restricted-/.test(ruleId ?? ''));
  return refused.map(({ message }) => message).join('\n');
}

const listOf = (places: string | readonly string[]): readonly string[] => [places].flat();

/** A file that need not exist where `place` is a folder or a pattern, else the file itself. */
function planter(place: string): string {
  if (place.includes('*')) return place.replace(/\*+/, 'planted');
  return /\.[a-z]+$/.test(place) ? place : join(place, 'planted.ts');
}

/** `place` itself where it is a file, else a product file that it holds and none of the open places does. */
function planted(place: string, open: readonly string[]): string {
  if (/\.[a-z]+$/.test(place)) return place;
  const file = productFiles('.', place).find((each) => !open.some((name) => each.startsWith(join(place, name))));
  if (file === undefined) throw new Error(`${place} holds no file that the wall shuts off.`);
  return file;
}

const moduleName = (from: string, to: string): string => {
  const path = relative(dirname(from), to).replace(/\.tsx?$/, '');
  return path.startsWith('.') ? path : `./${path}`;
};

const PLANTED = WALLS.flatMap(({ of, shut, open = [], why }) =>
  listOf(of).flatMap((place) =>
    listOf(shut).map((closed) => ({ file: planter(place), target: planted(closed, open), why })),
  ),
);

describe('the walls', () => {
  it.each(PLANTED)('refuse $target to $file', async ({ file, target, why }) => {
    const name = moduleName(file, target);
    expect(await refusals(file, `import { planted } from '${name}'; planted();`)).toContain(why);
    expect(await refusals(file, `import type { Planted } from '${name}'; export type Own = Planted;`)).toContain(why);
    expect(await refusals(file, `void import('${name}');`)).toContain(why);
  });

  it.each(LIBRARIES.flatMap(({ of, library, why }) => of.map((place) => ({ place, library, why }))))(
    'refuse $library to $place',
    async ({ place, library, why }) => {
      const name = ['react', 'zustand', '@tensorflow/tfjs-core'].find((each) => library.test(each)) ?? '';
      const file = planter(place);
      expect(await refusals(file, `import { planted } from '${name}'; planted();`)).toContain(why);
      expect(await refusals(file, `void import('${name}');`)).toContain(why);
    },
  );

  it.each([
    [
      'src/engine/rlhf/planted.ts',
      `import { forward } from '../lm/model'; import { samplePrompt } from '../../world/prompts';`,
    ],
    [
      'src/engine/worker/session/planted.ts',
      `import type { Command } from '../../../protocol/protocol'; import { trainPpo } from '../../rlhf/ppo';`,
    ],
    [
      'src/world/planted.ts',
      `import { Rng } from '../rng'; import { isTrue } from './facts'; import { excerpt } from '../excerpt';`,
    ],
    ['src/experiment/knobs/planted.ts', `import { SIZES } from '../names'; import type { Knob } from './knob';`],
    ['src/page/store/planted.ts', `new Worker(new URL('../../engine/worker/engine.worker.ts', import.meta.url));`],
    [
      'src/page/views/train/3-ppo/planted.tsx',
      `import { Term } from '../../../ui/Term'; import { Row } from './Row'; import { Stepper } from '../Stepper';`,
    ],
    ['src/page/App.tsx', `void import('./views/lab/Lab');`],
    ['src/engine/lm/planted.test.ts', `import { TINY } from '../../testing/tinyModel';`],
  ])('leave the way open in %s: %s', async (file, code) => {
    expect(await refusals(file, code)).toBe('');
  });

  it('cannot be got round by naming a type where it is used', async () => {
    const messages = await eslint.lintText(`export type Planted = import('../engine/lm/model').Model;`, {
      filePath: 'src/page/planted.ts',
    });
    expect(messages[0].messages.map(({ ruleId }) => ruleId)).toContain('@typescript-eslint/consistent-type-imports');
  });

  it.each([
    ['src/page/ui/planted.ts', `export * from './Term';`, 'No barrel files'],
    ['src/engine/rlhf/planted.ts', `postMessage(1);`, 'it yields, and the worker sends'],
    ['src/engine/lm/planted.ts', `self.postMessage(1);`, 'it yields, and the worker sends'],
    [
      'src/engine/rlhf/planted.ts',
      `export const read = (t: { dataSync(): number[] }) => t.dataSync();`,
      'kills the GPU process',
    ],
    [
      'src/engine/lm/planted.ts',
      `export const read = (t: { arraySync(): number[] }) => t.arraySync();`,
      'kills the GPU process',
    ],
    [
      'src/engine/worker/planted.ts',
      `export const read = (t: { print(): void }) => t.print();`,
      'print() reads a tensor',
    ],
    [
      'experiments/planted.ts',
      `export const read = (t: { bufferSync(): number[] }) => t.bufferSync();`,
      'kills the GPU process',
    ],
    ['src/engine/rlhf/planted.ts', `import { multinomial } from '@tensorflow/tfjs-core';`, 'sample by Gumbel-max'],
    [
      'src/engine/lm/planted.ts',
      `import * as tf from '@tensorflow/tfjs-core'; tf.multinomial([], 1);`,
      'sample by Gumbel-max',
    ],
    ['src/engine/lm/planted.ts', `import { gather } from '@tensorflow/tfjs-core';`, 'one-hot × matMul'],
    [
      'src/engine/lm/planted.ts',
      `import * as tf from '@tensorflow/tfjs-core'; tf.gather([], [0]);`,
      'one-hot × matMul',
    ],
    ['src/world/planted.ts', `export const x = Math.random();`, 'Randomness is seeded'],
  ])('refuse in %s: %s', async (file, code, sentence) => {
    expect(await refusals(file, code)).toContain(sentence);
  });

  it('let tests read what they test in any way', async () => {
    const read = `export const read = (t: { dataSync(): number[] }) => t.dataSync();`;
    expect(await refusals('src/engine/lm/planted.test.ts', read)).toBe('');
  });
});

/** What the compiler says of a line of code in a folder of `src/`. */
function compiled(folder: string, code: string): string[] {
  const { config } = ts.readConfigFile(`${folder}/tsconfig.json`, (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const host = ts.createCompilerHost(options);
  const file = resolve(folder, 'planted.ts');
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) =>
    name === file ? ts.createSourceFile(name, code, version) : read(name, version);
  const program = ts.createProgram([file], options, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('the threads', () => {
  it.each([
    ['src/engine', 'document'],
    ['src/engine', 'window'],
    ['src/engine', 'localStorage'],
    ['src/engine', 'process'],
    ['src/page', 'DedicatedWorkerGlobalScope'],
    ['src/page', 'process'],
  ])('in %s there is no %s', (folder, name) => {
    expect(compiled(folder, `export const planted = ${name};`).join('\n')).toContain(`Cannot find name '${name}'`);
  });

  it.each([
    ['src/engine', 'self.postMessage'],
    ['src/engine', 'navigator.gpu'],
    ['src/page', 'document.title'],
  ])('in %s there is %s', (folder, name) => {
    expect(compiled(folder, `export const planted = ${name};`)).toEqual([]);
  });
});

describe('the import graph', () => {
  it('runs in no circle, types included', () => {
    expect(circles(importGraph('.', ['src', 'experiments', 'scripts', 'e2e']))).toEqual([]);
  });

  it('finds a circle that runs through a type, and none in a plain chain', () => {
    const chain = [
      { from: 'a', to: 'b', typeOnly: false },
      { from: 'b', to: 'c', typeOnly: false },
    ];
    expect(circles(chain)).toEqual([]);
    expect(circles([...chain, { from: 'c', to: 'a', typeOnly: true }])).toEqual([['a', 'b', 'c']]);
  });
});
