import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../../experiment/settings';
import type { Command, WorkerEvent } from '../../../protocol/protocol';
import { BACKEND, MARK, metricsEvent, snapshotEvent, stageEvent } from '../../../testing/workerEvents';
import { collectWrites } from '../../../testing/writes';
import { addNotice, applyEvent, initialPageModel, type PageModel } from '../run/pageModel';
import { hasResults } from './results';
import type { PipelineRuns } from './runSaver';

const NO_RUNS: PipelineRuns = { past: [], recordings: [] };
const NONE: WorkerEvent = { type: 'snapshot', snapshot: null };
const SETTINGS: WorkerEvent = { type: 'settings', settings: defaultSettings() };

async function open(runs = NO_RUNS) {
  const [{ SnapshotSaver }, { takeVisits }] = await Promise.all([import('./snapshotSaver'), import('./visits')]);
  const { write, settled } = collectWrites();
  const sent: Command[] = [];
  const snapshots = new SnapshotSaver(
    (command) => sent.push(command),
    () => ({ start: 'shipped', trainingAll: 'sft' }),
    () => runs,
    write,
    () => hasResults(page),
  );
  let page: PageModel = initialPageModel(defaultSettings());
  const follow = (...events: readonly WorkerEvent[]) => {
    for (const event of events) {
      snapshots.follow(event, page);
      page = applyEvent(page, event);
    }
  };
  const unfinished = async () => {
    await settled();
    return (await takeVisits())[0]?.unfinished;
  };
  /** Names the commands that are sent within the next milliseconds. */
  const sentWithin = (milliseconds: number) => {
    sent.length = 0;
    vi.advanceTimersByTime(milliseconds);
    return sent.map(({ type }) => type);
  };
  return { snapshots, follow, sent, sentWithin, unfinished, page: () => page };
}

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the saver of snapshots', () => {
  test('saves where the worker stands until no stage is in the middle of its run', async () => {
    const past = [{ id: 'a run', stage: 'sft', round: 1 }] as const;
    const { follow, unfinished } = await open({ past, recordings: [] });
    const here = snapshotEvent('here');
    follow(BACKEND, here);
    expect(await unfinished()).toMatchObject({
      ...{ snapshot: here.snapshot, backend: 'wasm', start: 'shipped', trainingAll: 'sft', past: ['a run'] },
    });
    follow(NONE);
    expect(await unfinished()).toBeUndefined();
  });

  test('asks for a snapshot soon after a stage begins to run, then ever less often, and at once when it must', async () => {
    const { snapshots, follow, sentWithin } = await open();
    follow(stageEvent('running', 1));
    expect(sentWithin(399)).toEqual([]);
    follow(stageEvent('running', 2));
    expect(sentWithin(1)).toEqual(['snapshot']);
    expect(sentWithin(19_600)).toEqual([]);
    follow(stageEvent('running', 3));
    expect(sentWithin(4999)).toEqual([]);
    follow(stageEvent('running', 4));
    expect(sentWithin(1)).toEqual(['snapshot']);
    follow(stageEvent('running', 5));
    snapshots.requestNow();
    expect(sentWithin(60_000)).toEqual([]);
  });

  test('asks for snapshots within an iteration, too, and leaves it to the pause to end them', async () => {
    const { follow, sentWithin } = await open();
    const step = { kind: 'prompts', stage: 'ppo', prompts: [] } as const;
    follow(stageEvent('running', 0));
    expect(sentWithin(400)).toEqual(['snapshot']);
    expect(sentWithin(600)).toEqual([]);
    follow({ type: 'microStep', iteration: 1, step });
    expect(sentWithin(1000)).toEqual(['snapshot']);
    follow({ type: 'microStep', iteration: 1, step }, stageEvent('paused', 0));
    follow({ type: 'microStep', iteration: 1, step });
    expect(sentWithin(60_000)).toEqual([]);
  });

  test.each([
    ['settings have changed', SETTINGS],
    ['a stage begins anew', { type: 'cleared', stage: 'sft' }],
    ['a stage is done', stageEvent('done', 9)],
  ] satisfies [string, WorkerEvent][])(
    'asks for a newer snapshot soon after %s, if there was one',
    async (_, event) => {
      const { follow, sentWithin } = await open();
      follow(event);
      expect(sentWithin(400)).toEqual([]);
      follow(snapshotEvent('here'), event);
      expect(sentWithin(400)).toEqual(['snapshot']);
    },
  );

  test('asks for a snapshot also of models that have learned nothing, as long as there are results of them', async () => {
    const { follow, sent, sentWithin, unfinished } = await open();
    follow(MARK);
    expect(sentWithin(400)).toEqual(['snapshot']);
    expect(sent).toEqual([{ type: 'snapshot', results: true }]);
    follow(snapshotEvent('here'));
    expect(await unfinished()).toHaveProperty('results');
    follow({ type: 'cleared', stage: 'evaluate' });
    expect(sentWithin(400)).toEqual(['snapshot']);
    expect(sent).toEqual([{ type: 'snapshot' }]);
    follow(NONE);
    expect(await unfinished()).toBeUndefined();
  });

  test('goes back with copies of the bytes, to the page as it was then but for backend and notices', async () => {
    const { snapshots, follow, sent, page } = await open();
    follow(BACKEND, metricsEvent(1), snapshotEvent('here'));
    const then = page();
    const there = snapshots.latest();
    if (there === null) throw new Error('nothing to go back to');
    snapshots.leave();
    expect(snapshots.latest()).toBeNull();
    for (const _ of ['once', 'and once more']) {
      snapshots.goBackTo(there);
      const resume = sent.filter((command) => command.type === 'resume').at(-1);
      expect(new TextDecoder().decode(resume?.snapshot.about)).toBe('here');
      structuredClone(null, { transfer: [resume?.snapshot.about ?? new ArrayBuffer(0)] });
    }
    const notice = { sentence: 'Something happened since.', detail: '', stage: null };
    const fresh = addNotice(initialPageModel(defaultSettings('XS')), notice);
    expect(snapshots.awaited()?.page(fresh)).toEqual(addNotice({ ...then, backend: null }, notice));
  });

  test('goes back to a page on which nothing goes on that the fresh worker does not make', async () => {
    const { snapshots, follow } = await open();
    const progress = { doing: 'policies', fraction: 0.5, secondsLeft: 9 } as const;
    follow(
      BACKEND,
      { type: 'labelLearning', progress, learned: null },
      { type: 'dataSet', stage: 'sft', fraction: 0.5, saved: null },
      snapshotEvent('here'),
    );
    const back = snapshots.latest()?.page(initialPageModel(defaultSettings()));
    expect(back?.labeling.learning).toBeNull();
    expect(back?.dataSets.sft?.fraction).toBeNull();
  });

  test('asks soon for a snapshot of its own once the worker has gone back', async () => {
    const { snapshots, sentWithin } = await open();
    snapshots.adopt();
    expect(sentWithin(400)).toEqual(['snapshot']);
    snapshots.adopt();
    snapshots.leave();
    expect(sentWithin(400)).toEqual([]);
  });
});
