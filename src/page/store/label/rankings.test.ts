import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { LabelTask, OwnRanking } from '../../../protocol/label';
import { PATIENCE } from '../inTime';

let { labelActions, useRankings: useLabels } = await import('./rankings');

const task = (id: number, prompt: string): LabelTask => ({
  id,
  prompt,
  responses: ['the owl .', 'a bee .', 'no .'].map((text) => ({ text, from: 'policy' })),
  drawn: 3,
});

const desk = () => useLabels.getState().draft;

describe('the label desk', () => {
  beforeEach(async () => {
    vi.resetModules();
    ({ labelActions, useRankings: useLabels } = await import('./rankings'));
    labelActions.supply([task(0, 'describe the owl .'), task(1, 'name two animals .')], 'sft 0');
  });

  it('asks once before an order that nobody has ranked is handed in', () => {
    expect(labelActions.handIn([])).toBe(false);
    expect(desk()?.order).toBe('asked');
    expect(labelActions.handIn([])).toBe(true);
    expect(useLabels.getState().rankings.map(({ prompt }) => prompt)).toEqual(['describe the owl .']);
  });

  it('lays other answers out once other weights write them, but leaves an order that the learner has begun', () => {
    labelActions.supply([task(0, 'describe the owl .'), task(20, 'list two foods .')], 'ppo 1');
    expect(desk()?.prompt).toBe('list two foods .');

    labelActions.rank([[1], [0], [2]]);
    labelActions.supply([task(40, 'name two animals .')], 'ppo 2');
    expect(desk()?.prompt).toBe('list two foods .');
  });

  it('is cleared for a round’s new answers, and a step back leads to what lay there, as far as it was ranked', () => {
    labelActions.rank([[2], [0], [1]]);
    labelActions.clearDesk();
    expect(desk()).toBeNull();

    labelActions.supply([task(0, 'describe the owl .'), task(8, 'list two foods .')], 'sft 0');
    expect(desk()?.prompt).toBe('list two foods .');

    labelActions.undo();
    expect(desk()).toMatchObject({ prompt: 'describe the owl .', levels: [[2], [0], [1]], order: 'ranked' });

    labelActions.clearDesk();
    labelActions.clearDesk();
    labelActions.undo();
    expect(desk()).toMatchObject({ prompt: 'describe the owl .', levels: [[2], [0], [1]], order: 'ranked' });
  });
});

describe('rankings of earlier visits', () => {
  const ranking = (id: string): OwnRanking => ({ id, prompt: `describe the ${id} .`, responses: [], levels: [] });
  const [owl, bee, cow] = ['owl', 'bee', 'cow'].map(ranking);
  const ids = () => useLabels.getState().rankings.map(({ id }) => id);

  beforeEach(async () => {
    vi.resetModules();
    vi.doMock('./savedRankings', () => ({
      readSavedRankings: () => Promise.resolve([owl, bee]),
      saveRankings: () => () => Promise.resolve(),
    }));
    ({ labelActions, useRankings: useLabels } = await import('./rankings'));
    return () => vi.doUnmock('./savedRankings');
  });

  it('come once, also where a file has brought one before they were read; and so does what two files bring', async () => {
    labelActions.add([bee, cow]);
    await labelActions.recalled();
    expect(ids()).toEqual(['owl', 'bee', 'cow']);
    labelActions.add([cow, ranking('cat')]);
    labelActions.add([cow]);
    expect(ids()).toEqual(['owl', 'bee', 'cow', 'cat']);
  });

  it('are lost by no step back to before they were read', async () => {
    labelActions.supply([task(0, 'describe the owl .')], 'sft 0');
    labelActions.rank([[2], [0], [1]]);
    expect(labelActions.handIn([])).toBe(true);
    await labelActions.recalled();
    labelActions.undo();
    expect(ids()).toEqual(['owl', 'bee', expect.any(String)]);
  });
});

it('says that nothing is kept where the browser’s database never answers, and what is ranked is learned all the same', async () => {
  vi.resetModules();
  vi.useFakeTimers();
  // Each request stays without an answer.
  vi.stubGlobal('indexedDB', { open: () => Object.assign(new EventTarget(), { readyState: 'pending' }) });
  vi.stubGlobal('IDBRequest', EventTarget);
  try {
    const { labelActions: actions, useRankings: rankings } = await import('./rankings');
    const send = vi.fn();
    const attached = actions.attach({ send });
    await vi.advanceTimersByTimeAsync(PATIENCE);
    await attached;
    expect(rankings.getState().unkept).toBe(true);

    actions.supply([task(0, 'describe the owl .')], 'sft 0');
    actions.rank([[2], [0], [1]]);
    actions.handIn([]);
    await vi.advanceTimersByTimeAsync(PATIENCE);
    expect(rankings.getState()).toMatchObject({ unkept: true, rankings: [{ prompt: 'describe the owl .' }] });
    expect(send).toHaveBeenLastCalledWith(expect.objectContaining({ type: 'rankings' }));
  } finally {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  }
});
