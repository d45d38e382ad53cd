import { expect, it } from 'vitest';
import { scenarioSettings, type ScenarioName } from '../../../experiment/scenarios';
import { defaultSettings, type Settings } from '../../../experiment/settings';
import type { SavedLabRun } from '../../store/saved/savedLabRun';
import type { SavedRun } from '../../store/saved/recorder';
import { initialPageModel } from '../../store/run/pageModel';
import { text } from '../../text/text';
import { differenceText } from './differenceText';

const inLab = (scenario: ScenarioName, changes: Partial<Settings>) =>
  ({ scenario, settings: { ...scenarioSettings(scenario), ...changes }, begun: 1 }) as SavedLabRun;
const ofStage = (changes: Partial<Settings>) =>
  ({ stage: 'ppo', settings: { ...defaultSettings(), ...changes }, begun: 1 }) as SavedRun;

const words = text.runs;

it('compares a run of the lab with its scenario and with another run of it', () => {
  const run = inLab('goodhart', { klCoef: 0.05, seed: 1 });
  expect(differenceText(run, 'defaults')).toBe('differs: β 0 → 0.05, seed 1');
  expect(differenceText(run, inLab('goodhart', { klCoef: 0.1, seed: 1 }))).toBe('differs: β 0.1 → 0.05');
  expect(differenceText(run, inLab('goodhart', { klCoef: 0.05, seed: 1 }))).toBe(words.same);
  expect(differenceText(inLab('goodhart', {}), 'defaults')).toBe(words.lab.same);
  expect(differenceText(run, run)).toBe('');
});

it('counts knobs that the lab alone reads', () => {
  const run = inLab('wording', { wordings: 2 });
  expect(differenceText(run, 'defaults')).toMatch(/ 3 → 2$/);
  expect(differenceText(inLab('tamer', { simulatedLabeler: true }), 'defaults')).toMatch(/ off → on$/);
});

it('says so where two runs are of different kinds', () => {
  const run = inLab('goodhart', {});
  expect(differenceText(run, inLab('clipping', {}))).toBe(words.lab.apart);
  expect(differenceText(run, ofStage({}))).toBe(words.lab.apart);
  expect(differenceText(run, initialPageModel(defaultSettings()))).toBe(words.lab.apart);
  expect(differenceText(ofStage({}), run)).toBe(words.lab.stageApart);
});

it('compares a run of a stage', () => {
  const run = ofStage({ klCoef: 0 });
  expect(differenceText(run, 'defaults')).toBe('differs: β 0.2 → 0');
  expect(differenceText(run, initialPageModel({ ...defaultSettings(), klCoef: 0.4 }))).toBe('differs: β 0.4 → 0');
  expect(differenceText(run, ofStage({ klCoef: 0.1 }))).toBe('differs: β 0.1 → 0');
});
