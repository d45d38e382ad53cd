import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { LabRecording } from '../../../protocol/lab';
import { SCENARIO_NAMES, SCENARIOS } from '../../../experiment/scenarios';
import { applyLabEvent, NO_LAB_RUN } from '../../store/lab/labRun';
import { curvesOf, titleOf } from './curves';
import { OUTCOMES } from '../../store/lab/outcomes';

describe.each(SCENARIO_NAMES)('the recording of %s', (name) => {
  const bytes = readFileSync(`public/recordings/${name}.recording`);
  const { scenario, settings, events } = JSON.parse(gunzipSync(bytes).toString()) as LabRecording;
  const run = events.reduce(applyLabEvent, NO_LAB_RUN);

  it('is of this scenario, and small', () => {
    expect(scenario).toBe(name);
    expect(bytes.length).toBeLessThan(300_000);
  });

  it.each(SCENARIOS[name].panels)('draws $quantities', (panel) => {
    const curves = curvesOf(name, panel, run, settings);
    expect([...new Set(curves.map(({ quantity }) => quantity))]).toEqual(panel.quantities);
    expect(new Set(curves.map(({ label }) => label)).size).toBe(curves.length);
    const drawn = curves.map(({ style: { color, dash, width } }) => `${color} ${dash} ${width}`);
    expect(new Set(drawn).size).toBe(curves.length);
    expect(titleOf(panel)).not.toBe('');
  });

  it('answers its question', () => {
    expect(OUTCOMES[name](run)).not.toBeNull();
  });
});

it('draws no point of a mean over nothing, and no error that is not known', () => {
  const point = { type: 'point', arm: 'yours', quantity: 'proxyReward' } as const;
  const run = [
    { ...point, x: 1, y: 0.5, error: NaN },
    { ...point, x: 2, y: NaN, error: 0.1 },
    { ...point, x: 3, y: 0.7, error: 0.1 },
  ].reduce(applyLabEvent, NO_LAB_RUN);
  const [{ points }] = curvesOf('goodhart', SCENARIOS.goodhart.panels[0], run, null);
  expect(points).toStrictEqual([
    { x: 1, y: 0.5 },
    { x: 3, y: 0.7, error: 0.1 },
  ]);
});
