import { beforeAll, describe, expect, it } from 'vitest';
import type { LabEvent } from '../../../protocol/lab';
import { openBackend } from '../../lm/backend';
import { scenarioSettings } from '../../../experiment/scenarios';
import { changeSettings, defaultSettings } from '../../../experiment/settings';
import { Gate } from './gate';
import { Lab } from './lab';
import { runScenario } from './runScenario';
import { readShipped } from '../../../testing/shippedFiles';

const TINY = { ppoIterations: 2, rolloutBatch: 8, ptxBatch: 2 };

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Goodhart's law on the smallest models; what happens at each event is up to the test. */
async function run(gate: Gate, at: (event: LabEvent, place: number) => void = () => undefined): Promise<LabEvent[]> {
  const small = changeSettings(defaultSettings(), { size: 'XS' });
  const settings = { ...scenarioSettings('goodhart'), ...small, ...TINY };
  const events: LabEvent[] = [];
  for await (const event of gate.through(runScenario('goodhart', new Lab(settings, readShipped)), breathe)) {
    events.push(event);
    at(event, events.length);
  }
  return events;
}

beforeAll(async () => {
  await openBackend('wasm');
});

describe('a gate before a run', () => {
  it('holds it, and lets it go on to the very same events', async () => {
    const whole = await run(new Gate());
    const gate = new Gate();
    let seen = 0;
    const held = run(gate, (_, place) => {
      seen = place;
      // As the page's message, which comes after the event.
      if (place === 4) setImmediate(() => gate.shut());
    });
    await expect.poll(() => seen, { timeout: 60_000, interval: 50 }).toBeGreaterThanOrEqual(4);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const heldAt = seen;
    expect(heldAt).toBeLessThanOrEqual(5);
    gate.open();
    expect(await held).toEqual(whole);
    expect(whole.length).toBeGreaterThan(heldAt + 3);
  });

  it('that is opened and shut again before anybody passes stays shut', async () => {
    const gate = new Gate();
    const passed: number[] = [];
    const work = async function* (): AsyncGenerator<number> {
      for (let i = 1; i < 4; i++) {
        await breathe();
        yield i;
      }
    };
    const all = (async () => {
      for await (const piece of gate.through(work(), breathe)) passed.push(piece);
    })();
    gate.shut();
    for (let i = 0; i < 10; i++) await breathe();
    gate.open();
    gate.shut();
    for (let i = 0; i < 10; i++) await breathe();
    expect(passed).toEqual([1]);
    gate.open();
    await all;
    expect(passed).toEqual([1, 2, 3]);
  });
});
