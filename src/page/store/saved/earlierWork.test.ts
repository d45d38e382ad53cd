/** Apart from other tests of the database: what is here is set aside and deleted whole. */
import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../../experiment/settings';
import type { OwnRanking } from '../../../protocol/label';
import { readSavedRankings, saveRankings } from '../label/savedRankings';
import { beginWith, leaveNothingAside, NO_WORK, useAside } from './aside';
import { deleteWorkAside, findWork, setEarlierWorkAside } from './earlierWork';
import { listRuns, putRun, runIds } from './runDatabase';
import type { SavedRun } from './recorder';
import { THIS_VISIT } from './visit';
import { putSession, takeVisits } from './visits';

const ranking = (id: string): OwnRanking => ({ id, prompt: 'give me corn .', responses: [], levels: [[0]] });

const run = (id: string): SavedRun => ({
  ...{ id, name: id, stage: 'ppo', round: 1, backend: 'wasm', device: '', settings: defaultSettings(), changes: [] },
  ...{ begun: 1, seconds: 2, iteration: 3, iterations: 4, ending: 'open', metrics: {}, everyIteration: 1, events: 5 },
});

/** What is on view. */
async function seen() {
  const rankings = await readSavedRankings();
  return {
    rankings: rankings.map(({ id }) => id),
    runs: await runIds(),
    heads: (await listRuns()).length,
    visits: (await takeVisits()).length,
  };
}

const NOTHING = { rankings: [], runs: [], heads: 0, visits: 0 };
const EARLIER = { rankings: ['a', 'b'], runs: ['r'], heads: 1, visits: 1 };

describe('work of an earlier visit', () => {
  beforeAll(async () => {
    await saveRankings([], [ranking('a'), ranking('b')])();
    await putRun(run('r'), new ArrayBuffer(1));
    await putSession({ saved: 1, settings: defaultSettings(), start: 'shipped', weights: {} });
  });

  it('is seen by a page that starts as usual', async () => {
    expect(await seen()).toEqual(EARLIER);
    expect(await findWork()).toEqual({ rankings: ['a', 'b'], runs: ['r'], visits: [THIS_VISIT] });
  });

  it('is set aside by a fresh start before anything is read, and stays in the browser', async () => {
    beginWith(setEarlierWorkAside());
    expect(await seen()).toEqual(NOTHING);
    expect(useAside.getState().justNow).toBe(true);
    expect(await findWork()).toEqual({ rankings: ['a', 'b'], runs: ['r'], visits: [THIS_VISIT] });
  });

  it('is not touched by what the new learner ranks and trains, and comes back whole when it is asked for', async () => {
    await saveRankings([], [ranking('new')])();
    await putRun(run('mine'), new ArrayBuffer(1));
    expect(await seen()).toEqual({ rankings: ['new'], runs: ['mine'], heads: 1, visits: 0 });
    leaveNothingAside();
    expect(await seen()).toEqual({ rankings: ['a', 'b', 'new'], runs: ['mine', 'r'], heads: 2, visits: 1 });
  });

  it('is deleted only when that is asked for, and then nothing else is', async () => {
    useAside.setState({ work: { rankings: ['a', 'b'], runs: ['r'], visits: [THIS_VISIT] }, justNow: true });
    await deleteWorkAside();
    expect(await findWork()).toEqual({ rankings: ['new'], runs: ['mine'], visits: [] });
    expect(useAside.getState().work).toEqual(NO_WORK);
  });

  it('stays on view where it cannot be read in time to be set aside, and that is told', async () => {
    const opening = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new Error('the disk is full');
    });
    const aside = setEarlierWorkAside();
    beginWith(aside);
    await expect(aside).rejects.toThrow('the disk is full');
    await expect(findWork()).rejects.toThrow('the disk is full');
    opening.mockRestore();
    expect(await seen()).toEqual({ rankings: ['new'], runs: ['mine'], heads: 1, visits: 0 });
    expect(useAside.getState().work).toEqual(NO_WORK);
  });

  it('is none where the browser has no database', async () => {
    vi.stubGlobal('indexedDB', undefined);
    expect(await findWork()).toEqual(NO_WORK);
    vi.unstubAllGlobals();
  });
});
