import { beforeAll, describe, expect, it } from 'vitest';
import type { LabEvent } from '../../../protocol/lab';
import { openBackend } from '../../lm/backend';
import { SCENARIO_NAMES, SCENARIOS, scenarioSettings } from '../../../experiment/scenarios';
import { changeSettings, defaultSettings, type Settings } from '../../../experiment/settings';
import { curvesOf } from '../../../page/views/lab/curves';
import { OUTCOMES } from '../../../page/store/lab/outcomes';
import { applyLabEvent, NO_LAB_RUN } from '../../../page/store/lab/labRun';
import { Lab } from './lab';
import { runScenario } from './runScenario';
import { readShipped } from '../../../testing/shippedFiles';

/** The smallest models and a few steps; comparisons and demonstrations that a scenario fixes stay as many as they are. */
const TINY: Partial<Settings> = {
  pretrainSteps: 4,
  pretrainBatch: 4,
  sftEpochs: 1,
  sftBatch: 128,
  demonstrations: 64,
  comparisonPrompts: 32,
  rmEpochs: 1,
  rmBatchPrompts: 64,
  ppoIterations: 2,
  rolloutBatch: 8,
  ptxBatch: 2,
  evaluationSamples: 1,
  bestOfNPrompts: 4,
  tamerRounds: 2,
  feedbackPerRound: 8,
  simulatedLabeler: true,
};

beforeAll(async () => {
  await openBackend('wasm');
});

describe.each(SCENARIO_NAMES)('the scenario %s', (name) => {
  it('measures all that it draws, and every number is finite', { timeout: 300_000 }, async () => {
    const small = changeSettings(defaultSettings(), { size: 'XS' });
    const settings = { ...scenarioSettings(name), ...small, ...SCENARIOS[name].yours, ...TINY };
    const events: LabEvent[] = [];
    for await (const event of runScenario(name, new Lab(settings, readShipped))) events.push(event);

    const numbers = events.flatMap((event) => (event.type === 'point' ? [event.x, event.y, event.error ?? 0] : []));
    expect(numbers.filter((number) => !Number.isFinite(number))).toEqual([]);
    const fractions = events.flatMap((event) => (event.type === 'doing' ? [event.fraction] : []));
    expect(fractions.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);

    const run = events.reduce(applyLabEvent, NO_LAB_RUN);
    expect(run).toMatchObject({ done: true, problem: null });
    for (const panel of SCENARIOS[name].panels) {
      const drawn = new Set(curvesOf(name, panel, run, settings).map(({ quantity }) => quantity));
      expect([...drawn]).toEqual(panel.quantities);
    }
    const outcome = OUTCOMES[name](run);
    expect(outcome === null || Number.isInteger(outcome)).toBe(true);
  });
});
