import { expect, it } from 'vitest';
import { scenarioSettings, type ScenarioName } from '../../../experiment/scenarios';
import { defaultSettings, type Settings } from '../../../experiment/settings';
import type { KeptLabRun } from '../../store/kept/keptLabRun';
import type { KeptRun } from '../../store/kept/recorder';
import { initialPageModel } from '../../store/run/pageModel';
import { text } from '../../text/text';
import { differenceText } from './differenceText';

const inLab = (scenario: ScenarioName, changes: Partial<Settings>) =>
  ({ scenario, settings: { ...scenarioSettings(scenario), ...changes }, begun: 1 }) as KeptLabRun;
const ofStage = (changes: Partial<Settings>) =>
  ({ stage: 'ppo', settings: { ...defaultSettings(), ...changes }, begun: 1 }) as KeptRun;

const words = text.runs;

it('tells a run of the lab against its scenario and against another run of it', () => {
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

it('tells a run of a stage as before', () => {
  const run = ofStage({ klCoef: 0 });
  expect(differenceText(run, 'defaults')).toBe('differs: β 0.2 → 0');
  expect(differenceText(run, initialPageModel({ ...defaultSettings(), klCoef: 0.4 }))).toBe('differs: β 0.4 → 0');
  expect(differenceText(run, ofStage({ klCoef: 0.1 }))).toBe('differs: β 0.1 → 0');
});
