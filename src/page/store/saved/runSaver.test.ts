import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../../experiment/settings';
import type { Lessons } from '../../../protocol/label';
import type { WorkerEvent } from '../../../protocol/protocol';
import { BACKEND, metricsEvent, stageEvent } from '../../../testing/workerEvents';
import { collectWrites } from '../../../testing/writes';
import { text } from '../../text/text';
import { applyEvent, initialPageModel } from '../run/pageModel';
import { readEvents } from './runFile';
import { unpack } from './packing';

const CLEARED: WorkerEvent = { type: 'cleared', stage: 'ppo' };

/** A page's runs over a browser's database of its own. */
async function open() {
  const [{ RunSaver }, database] = await Promise.all([import('./runSaver'), import('./runDatabase')]);
  const { write, settled } = collectWrites();
  const runs = new RunSaver(write);
  let page = initialPageModel(defaultSettings());
  const record = (...events: readonly WorkerEvent[]) => {
    for (const event of events) {
      runs.record(event, page);
      page = applyEvent(page, event);
    }
  };
  const listed = async () => {
    await settled();
    return database.listRuns();
  };
  const eventsOf = async (id: string) => {
    const run = await database.takeRun(id);
    return run ? readEvents(await unpack(run.packed), 'a run') : [];
  };
  return { runs, record, listed, eventsOf };
}

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('indexedDB', new IDBFactory());
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the saver of runs', () => {
  test('saves a run when it is done, with its events, under a name that says what differs', async () => {
    const { record, listed, eventsOf } = await open();
    const settings = { ...defaultSettings(), klCoef: 0 };
    record(BACKEND, { type: 'settings', settings }, stageEvent('running', 0), metricsEvent(1), metricsEvent(2));
    expect(await listed()).toEqual([]);
    record(stageEvent('done', 2));
    const [run] = (await listed()) as readonly { readonly id: string }[];
    const name = text.runs.named(text.stages.ppo.label, ['β 0'], false);
    expect(name).toBe(`${text.stages.ppo.label} with β 0`);
    expect(run).toMatchObject({ name, ending: 'done', metrics: { kl: 2 } });
    expect((await eventsOf(run.id)).filter(({ type }) => type === 'metrics')).toEqual([
      metricsEvent(1),
      metricsEvent(2),
    ]);
  });

  test.each<[string, Partial<Lessons>]>([
    ['PPO, learned from your 6 rankings, β 0, …', {}],
    ['PPO, learned from 6 rankings by people, β 0, …', { imported: 2 }],
  ])('names a run by whose rankings it learned from, where a person ranked: %s', async (name, more) => {
    const { record, listed } = await open();
    const settings = { ...defaultSettings(), ppoIterations: 12, klCoef: 0 };
    const lessons = { simulated: 512, own: 6, weight: 10, ...more };
    const taught = stageEvent('done', 3, { stage: 'rewardModel', origin: 'trained', lessons });
    record(BACKEND, { type: 'settings', settings }, taught);
    record(stageEvent('running', 0), metricsEvent(1), stageEvent('done', 1));
    expect(await listed()).toMatchObject([{ name }]);
  });

  test('saves a run as it stands when it is asked to, and again when the worker goes', async () => {
    const { runs, record, listed } = await open();
    record(BACKEND, stageEvent('running', 0), metricsEvent(1));
    const recording = runs.recordingOf('ppo');
    if (recording) runs.save(recording);
    expect(await listed()).toMatchObject([{ ending: 'open', metrics: { kl: 1 } }]);
    record(metricsEvent(2));
    runs.leave();
    expect(await listed()).toMatchObject([{ ending: 'open', metrics: { kl: 2 } }]);
    expect(runs.pipelineRuns()).toEqual({ past: [], recordings: [] });
  });

  test('does not save a run that has measured nothing', async () => {
    const { record, listed } = await open();
    record(BACKEND, stageEvent('running', 0), CLEARED);
    expect(await listed()).toEqual([]);
  });

  test('counts a finished run among those on view until its round is begun anew', async () => {
    const { runs, record } = await open();
    record(BACKEND, stageEvent('running', 0), metricsEvent(1), stageEvent('done', 1));
    record(stageEvent('ready', 0, { round: 2 }), CLEARED);
    expect(runs.pipelineRuns().past).toMatchObject([{ stage: 'ppo', round: 1 }]);
    record(stageEvent('ready', 0, { round: 1 }), CLEARED);
    expect(runs.pipelineRuns().past).toEqual([]);
  });

  test('goes on with another visit’s run, which is then listed once, under an id of its own', async () => {
    const earlier = await open();
    earlier.record(BACKEND, stageEvent('running', 0), metricsEvent(1));
    const before = earlier.runs.pipelineRuns();
    earlier.runs.leave();
    const [{ id }] = (await earlier.listed()) as readonly { readonly id: string }[];
    vi.resetModules();

    const { runs, record, listed } = await open();
    runs.goOn(before);
    record(metricsEvent(2));
    const recording = runs.recordingOf('ppo');
    if (recording) runs.save(recording);
    const all = (await listed()) as readonly { readonly id: string }[];
    expect(all).toMatchObject([{ metrics: { kl: 2 } }]);
    expect(all[0].id).not.toBe(id);
  });
});
