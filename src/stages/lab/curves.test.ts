import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Recording } from '../../labProtocol';
import { SCENARIO_NAMES, SCENARIOS } from '../../scenarios';
import { applyLabEvent, NO_LAB_RUN } from '../../store/labRun';
import { curvesOf, titleOf } from './curves';
import { OUTCOMES } from './outcomes';

describe.each(SCENARIO_NAMES)('the recording of %s', (name) => {
  const bytes = readFileSync(`public/recordings/${name}.recording`);
  const { scenario, settings, events } = JSON.parse(gunzipSync(bytes).toString()) as Recording;
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
