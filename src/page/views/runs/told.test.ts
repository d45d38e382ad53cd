import { expect, it } from 'vitest';
import { scenarioSettings, type ScenarioName } from '../../../experiment/scenarios';
import { defaultSettings, type Settings } from '../../../experiment/settings';
import type { KeptLabRun } from '../../store/kept/keptLabRun';
import type { KeptRun } from '../../store/kept/recorder';
import { initialRun } from '../../store/run/run';
import { text } from '../../text/text';
import { told } from './told';

const inLab = (scenario: ScenarioName, changes: Partial<Settings>) =>
  ({ scenario, settings: { ...scenarioSettings(scenario), ...changes }, begun: 1 }) as KeptLabRun;
const ofStage = (changes: Partial<Settings>) =>
  ({ stage: 'ppo', settings: { ...defaultSettings(), ...changes }, begun: 1 }) as KeptRun;

const words = text.runs;

it('tells a run of the lab against its scenario and against another run of it', () => {
  const run = inLab('goodhart', { klCoef: 0.05, seed: 1 });
  expect(told(run, 'defaults')).toBe('differs: β 0 → 0.05, seed 1');
  expect(told(run, inLab('goodhart', { klCoef: 0.1, seed: 1 }))).toBe('differs: β 0.1 → 0.05');
  expect(told(run, inLab('goodhart', { klCoef: 0.05, seed: 1 }))).toBe(words.same);
  expect(told(inLab('goodhart', {}), 'defaults')).toBe(words.lab.same);
  expect(told(run, run)).toBe('');
});

it('counts knobs that the lab alone reads', () => {
  const run = inLab('wording', { wordings: 2 });
  expect(told(run, 'defaults')).toMatch(/ 3 → 2$/);
  expect(told(inLab('tamer', { simulatedLabeler: true }), 'defaults')).toMatch(/ off → on$/);
});

it('says so where two runs are of different kinds', () => {
  const run = inLab('goodhart', {});
  expect(told(run, inLab('clipping', {}))).toBe(words.lab.apart);
  expect(told(run, ofStage({}))).toBe(words.lab.apart);
  expect(told(run, initialRun(defaultSettings()))).toBe(words.lab.apart);
  expect(told(ofStage({}), run)).toBe(words.lab.stageApart);
});

it('tells a run of a stage as before', () => {
  const run = ofStage({ klCoef: 0 });
  expect(told(run, 'defaults')).toBe('differs: β 0.2 → 0');
  expect(told(run, initialRun({ ...defaultSettings(), klCoef: 0.4 }))).toBe('differs: β 0.4 → 0');
  expect(told(run, ofStage({ klCoef: 0.1 }))).toBe('differs: β 0.1 → 0');
});
