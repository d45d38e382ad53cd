import 'fake-indexeddb/auto';
import { IDBFactory, IDBOpenDBRequest } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../../experiment/settings';
import { PATIENCE } from '../inTime';
import type { SavedRun } from './recorder';

const HEAD: SavedRun = {
  id: 'one',
  name: 'PPO, all at default',
  stage: 'ppo',
  round: 1,
  backend: 'wasm',
  device: '',
  settings: defaultSettings(),
  changes: [],
  begun: 1,
  seconds: 2,
  iteration: 3,
  iterations: 4,
  ending: 'open',
  metrics: {},
  everyIteration: 1,
  events: 5,
};
const bytes = (letter: string) => new TextEncoder().encode(letter).buffer;

async function openDatabase() {
  vi.resetModules();
  return import('./runDatabase');
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the database of runs', () => {
  test('moves a run to another id with its events, its policy and the name that a learner gave', async () => {
    const { moveRun, putRun, putWeights, renameRun, runsWithWeights, listRuns, takeRun } = await openDatabase();
    await putRun(HEAD, bytes('events'));
    await putWeights('one', bytes('weights'));
    await renameRun('one', 'mine');
    await moveRun('one', 'two');
    await moveRun('two', 'two');
    await moveRun('gone', 'three');
    expect(await listRuns()).toEqual([{ ...HEAD, id: 'two', name: 'mine' }]);
    expect(await runsWithWeights()).toEqual(['two']);
    expect((await takeRun('two'))?.packed).toEqual(bytes('events'));
    expect(await takeRun('one')).toBeNull();
  });

  test('rejects where the browser denies its database, and asks it again the next time', async () => {
    const { listRuns } = await openDatabase();
    const denied = {
      open: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    };
    vi.stubGlobal('indexedDB', denied);
    await expect(listRuns()).rejects.toThrow('denied');
    vi.stubGlobal('indexedDB', new IDBFactory());
    await expect(listRuns()).resolves.toEqual([]);
  });

  test('is opened anew where the browser has closed the connection without a word', async () => {
    const { listRuns, putRun } = await openDatabase();
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await putRun(HEAD, bytes('events'));
    for (const connection of new Set(transaction.mock.contexts as IDBDatabase[])) connection.close();
    expect(await listRuns()).toEqual([HEAD]);
    await putRun({ ...HEAD, id: 'two' }, bytes('events'));
    expect(await listRuns()).toHaveLength(2);
  });

  test('rejects where the browser never answers', async () => {
    vi.useFakeTimers();
    const { listRuns } = await openDatabase();
    vi.stubGlobal('indexedDB', { open: () => new IDBOpenDBRequest() });
    const waiting = expect(listRuns()).rejects.toThrow(/has not answered within/);
    await vi.advanceTimersByTimeAsync(PATIENCE);
    await waiting;
  });
});
