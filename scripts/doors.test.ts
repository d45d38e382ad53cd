import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

/** Code in a file that need not exist, and the words of the sentence it must meet; null: the door is open. */
const CASES: readonly (readonly [path: string, code: string, sentence: string | null])[] = [
  ['src/engine/lm/x.ts', `import { trainPpo } from '../rlhf/ppo';`, 'lm/ knows tokens and tensors'],
  ['src/engine/lm/plain/x.ts', `import type { Session } from '../../worker/session';`, 'lm/ knows tokens and tensors'],
  ['src/engine/lm/x.ts', `import { useRun } from '../page/store/run';`, 'not the page'],
  ['src/engine/lm/x.ts', `import { useState } from 'react';`, 'not the page'],
  ['src/engine/lm/x.ts', `void import('../page/views/train/Ledger');`, 'not the page'],
  ['src/engine/lm/x.ts', `import { rng } from '../rng'; import * as tf from '@tensorflow/tfjs-core'; tf.matMul;`, null],
  ['src/engine/rlhf/x.ts', `import { create } from 'zustand';`, 'knows nothing of the page'],
  ['src/engine/rlhf/x.ts', `import { useEffect } from 'react';`, 'knows nothing of the page'],
  ['src/engine/rlhf/x.ts', `import { session } from '../worker/session';`, 'driven by the worker'],
  ['src/engine/rlhf/x.ts', `import { Slider } from '../page/ui/Slider';`, 'knows nothing of the page'],
  ['src/engine/rlhf/x.ts', `postMessage(1);`, 'it yields, and the worker sends'],
  ['src/engine/rlhf/x.ts', `self.postMessage(1);`, 'it yields, and the worker sends'],
  ['src/engine/rlhf/x.ts', `import { forward } from '../lm/model'; import { sample } from '../world/prompts';`, null],
  ['src/engine/worker/x.ts', `import { applyEvent } from '../page/store/run';`, 'through protocol/ alone'],
  [
    'src/engine/worker/x.ts',
    `import type { Command } from '../protocol/protocol'; import { trainPpo } from '../rlhf/ppo';`,
    null,
  ],
  ['src/world/x.ts', `import { forward } from '../lm/model';`, 'knows nobody but rng'],
  ['src/world/x.ts', `import type { Settings } from '../settings';`, 'knows nobody but rng'],
  ['src/world/x.ts', `import { tensor } from '@tensorflow/tfjs-core';`, 'plain arrays are enough'],
  ['src/world/x.ts', `import { fork } from '../rng'; import { isTrue } from './facts';`, null],
  ['src/world/x.ts', `import { nearest } from '../nearest'; import { excerpt } from '../excerpt';`, null],
  ['src/formats/x.ts', `import { fork } from '../rng';`, 'formats/ turns bytes'],
  ['src/formats/x.ts', `import { excerpt } from '../excerpt';`, null],
  ['src/excerpt.ts', `import { isTrue } from './world/facts';`, 'it knows nobody'],
  ['src/experiment/settings.ts', `import { isTrue } from '../world/facts';`, 'it knows nobody'],
  ['src/experiment/settings.ts', `import { nearest } from '../nearest';`, null],
  ['src/experiment/settings.ts', `import { KNOBS } from './knobs';`, null],
  ['src/experiment/knobs.ts', `import { isTrue } from '../world/facts';`, 'it knows nobody'],
  ['src/experiment/knobs.ts', `import { PPO_KNOBS } from './knobs/ppo';`, null],
  ['src/experiment/knobs/x.ts', `import { defaultSettings } from '../settings';`, 'knows nobody but names'],
  ['src/experiment/knobs/x.ts', `import { SIZES } from '../names'; import type { Knob } from './knob';`, null],
  ['src/experiment/names.ts', `import { isTrue } from '../world/facts';`, 'it knows nobody'],
  ['src/experiment/query.ts', `import { readLink } from '../page/store/link';`, 'it knows nobody'],
  ['src/experiment/query.ts', `import { defaultSettings } from './settings'; import { KNOBS } from './knobs';`, null],
  ['src/protocol/protocol.ts', `import { isTrue } from '../world/facts';`, 'it knows nobody'],
  ['src/protocol/protocol.ts', `import type { Settings } from '../experiment/settings';`, null],
  ['src/protocol/microSteps.ts', `import { describe } from '../worker/describe';`, 'it knows nobody'],
  ['src/protocol/label.ts', `import { rank } from '../page/store/labels';`, 'it knows nobody'],
  ['src/protocol/compare.ts', `import { ask } from '../worker/compare';`, 'it knows nobody'],
  ['src/protocol/evaluate.ts', `import { useState } from 'react';`, 'knows nothing of the page'],
  ['src/protocol/lab.ts', `import { Feedback } from '../rlhf/feedback';`, 'it knows nobody'],
  ['src/protocol/lab.ts', `import type { Feedback } from '../rlhf/feedback';`, null],
  ['src/page/App.tsx', `import { tensor } from '@tensorflow/tfjs-core';`, 'The page never imports TensorFlow.js'],
  ['src/main.tsx', `void import('@tensorflow/tfjs-core');`, 'The page never imports TensorFlow.js'],
  ['src/page/store/x.ts', `import { session } from '../worker/session';`, 'fold of WorkerEvents'],
  ['src/page/ui/x.tsx', `import { encode } from '../lm/tokenizer';`, 'fold of WorkerEvents'],
  ['src/page/views/train/x.tsx', `import { gae } from '../../rlhf/advantages';`, 'fold of WorkerEvents'],
  [
    'src/page/store/x.ts',
    `import type { Rollout } from '../rlhf/rollout'; import { SETTINGS } from '../settings';`,
    null,
  ],
  ['src/page/store/x.ts', `new Worker(new URL('../worker/trainer.worker.ts', import.meta.url));`, null],
  ['src/page/views/lab/x.tsx', `import { Ranking } from '../train/Ranking';`, 'Views never import each other'],
  ['src/page/views/compare/x.tsx', `import { Ranking } from '../../train/Ranking';`, 'Views never import each other'],
  ['src/page/views/lab/x.tsx', `void import('../train/Ranking');`, 'Views never import each other'],
  [
    'src/page/views/train/3-ppo/x.tsx',
    `import { Term } from '../../../ui/Term'; import { Frame } from '../Frame'; import { Row } from './Row';`,
    null,
  ],
  ['src/page/App.tsx', `void import('./views/train/Ppo');`, null],
  ['src/page/views/bench/x.tsx', `import { openBackend } from '../lm/backend';`, 'fold of WorkerEvents'],
  [
    'src/page/views/bench/x.tsx',
    `import { tensor } from '@tensorflow/tfjs-core';`,
    'The page never imports TensorFlow.js',
  ],
  ['src/engine/worker/bench/measure.ts', `import { useState } from 'react';`, 'through protocol/bench.ts alone'],
  [
    'src/engine/worker/bench/measure.ts',
    `import { useRun } from '../page/store/run';`,
    'through protocol/bench.ts alone',
  ],
  [
    'src/engine/worker/bench/bench.worker.ts',
    `import { openBackend } from '../lm/backend'; import type { A } from '../protocol/bench';`,
    null,
  ],
  ['src/page/ui/x.ts', `export * from './Slider';`, 'No barrel files'],
  [
    'src/engine/rlhf/x.ts',
    `export const read = (t: { dataSync(): number[] }) => t.dataSync();`,
    'kills the GPU process',
  ],
  [
    'src/engine/lm/x.ts',
    `export const read = (t: { arraySync(): number[] }) => t.arraySync();`,
    'kills the GPU process',
  ],
  ['src/engine/worker/x.ts', `export const read = (t: { print(): void }) => t.print();`, 'print() reads a tensor'],
  [
    'experiments/x.ts',
    `export const read = (t: { bufferSync(): number[] }) => t.bufferSync();`,
    'kills the GPU process',
  ],
  ['src/engine/lm/x.test.ts', `export const read = (t: { dataSync(): number[] }) => t.dataSync();`, null],
  ['src/engine/rlhf/x.ts', `import { multinomial } from '@tensorflow/tfjs-core';`, 'sample by Gumbel-max'],
  ['src/engine/lm/x.ts', `import * as tf from '@tensorflow/tfjs-core'; tf.multinomial([], 1);`, 'sample by Gumbel-max'],
  ['src/engine/lm/x.ts', `import { gather } from '@tensorflow/tfjs-core';`, 'one-hot × matMul'],
  ['src/engine/lm/x.ts', `import * as tf from '@tensorflow/tfjs-core'; tf.gather([], [0]);`, 'one-hot × matMul'],
  ['src/world/x.ts', `export const x = Math.random();`, 'Randomness is seeded'],
];

const SHUT = /no-restricted-/;

describe('the shut doors', () => {
  // The files are imaginary, so the rules that need their types are off.
  const eslint = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] });

  it.each(CASES)('%s: %s', async (filePath, code, sentence) => {
    const [result] = await eslint.lintText(code, { filePath });
    expect(result.messages.filter((message) => message.fatal)).toEqual([]);
    const sentences = result.messages.filter(({ ruleId }) => SHUT.test(ruleId ?? '')).map(({ message }) => message);
    if (sentence === null) expect(sentences).toEqual([]);
    else expect(sentences.join('\n')).toContain(sentence);
  });
});
