import { expect, test } from 'vitest';
import { defaultSettings } from '../../../experiment/settings';
import { text } from '../../text/text';
import { readHead } from './readRun';
import type { SavedRun } from './recorder';

const HEAD: SavedRun = {
  ...{ id: 'one', name: 'PPO, all at default', stage: 'ppo', round: 1, backend: 'wasm', device: '' },
  ...{ settings: defaultSettings(), changes: [], begun: 1, seconds: 2, iteration: 3, iterations: 4 },
  ...{ ending: 'open', metrics: { kl: 0.5 }, everyIteration: 1, events: 5 },
};

test('a run of a stage that cannot be shown keeps its place in the list, with a sentence', () => {
  expect(readHead(HEAD)).toEqual(HEAD);
  const { id, name, begun } = HEAD;
  const problem = 'At its entry in the list, settings.klCoef it should have a number from 0 to 4, and has 9.';
  expect(readHead({ ...HEAD, settings: { ...HEAD.settings, klCoef: 9 } })).toEqual({ id, name, begun, problem });
  expect(readHead({ id, stage: 'dreaming' })).toMatchObject({ id, name: text.runs.nameless, begun: 0 });
});

test('what a run measured last and was no number costs its list nothing but that', () => {
  expect(readHead({ ...HEAD, metrics: { kl: NaN, loss: 1 } })).toEqual({ ...HEAD, metrics: { loss: 1 } });
});
