/** A page that is left while a ranking is on its way into the database loses nothing: the next one finishes it. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OwnRanking } from '../../../protocol/label';
import { namesIn, storage } from '../../../testing/storage';

const ranking = (id: string, prompt = 'hello'): OwnRanking => ({ id, prompt, responses: [], levels: [] });

/** A page that has just opened, and knows nothing but what the browser keeps. */
async function openPage() {
  vi.resetModules();
  return import('./savedRankings');
}

const found = async ({ readSavedRankings }: Awaited<ReturnType<typeof openPage>>) =>
  (await readSavedRankings()).map(({ id, prompt }) => `${id} ${prompt}`);

/** As long as it is not called, the browser's database refuses. */
function refuse(): () => void {
  const opening = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new Error('the disk is full');
  });
  return () => opening.mockRestore();
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('localStorage', storage());
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('changes on their way', () => {
  it('are finished by the next page where one was left before the database had them, in their order', async () => {
    const { saveRankings } = await openPage();
    await saveRankings([], [ranking('a'), ranking('b')])();
    // The page is left at once: the work is never done.
    saveRankings([ranking('a'), ranking('b')], [ranking('a')]);
    saveRankings([ranking('a')], [ranking('a', 'hello !'), ranking('c')]);
    expect(await found(await openPage())).toEqual(['a hello !', 'c hello']);
    expect(namesIn(localStorage)).toEqual([]);
  });

  it('are struck out once the database has them, and stay where it refuses', async () => {
    const { saveRankings } = await openPage();
    const accept = refuse();
    await expect(saveRankings([], [ranking('a')])()).rejects.toThrow('the disk is full');
    await expect(found(await openPage())).rejects.toThrow('the disk is full');
    expect(namesIn(localStorage)).toHaveLength(1);
    accept();
    expect(await found(await openPage())).toEqual(['a hello']);
    expect(namesIn(localStorage)).toEqual([]);
  });

  it('that the database refused go before those that follow: what was deleted since does not come back', async () => {
    const page = await openPage();
    const accept = refuse();
    await expect(page.saveRankings([], [ranking('a'), ranking('b')])()).rejects.toThrow();
    accept();
    await page.saveRankings([ranking('a'), ranking('b')], [ranking('b')])();
    expect(namesIn(localStorage)).toEqual([]);
    expect(await found(page)).toEqual(['b hello']);
    expect(await found(await openPage())).toEqual(['b hello']);
  });

  it('are carried out once: a page whose change another has finished does not undo what came since', async () => {
    const slow = await openPage();
    const accept = refuse();
    const a = ranking('a');
    await expect(slow.saveRankings([], [a])()).rejects.toThrow();
    accept();
    const other = await openPage();
    expect(await found(other)).toEqual(['a hello']);
    await other.saveRankings([a], [])();
    await slow.saveRankings([a], [a, ranking('b')])();
    expect(await found(other)).toEqual(['b hello']);
  });

  it('that were given up do not land behind what was saved since', async () => {
    const late = () => Promise.reject(new Error('The database does not answer.'));
    vi.doMock('../inTime', () => ({ inTime: (work: Promise<unknown>) => Promise.race([late(), work]) }));
    const page = await openPage();
    await expect(page.saveRankings([], [ranking('a')])()).rejects.toThrow('does not answer');
    vi.doUnmock('../inTime');
    localStorage.clear();
    expect(await found(await openPage())).toEqual([]);
  });

  it('are those of an earlier learner who is set aside, before their ids are read', async () => {
    (await openPage()).saveRankings([], [ranking('a')]);
    expect(await (await openPage()).rankingIds()).toEqual(['a']);
  });

  it('need no note: a browser that refuses it keeps what the database has in time', async () => {
    vi.stubGlobal('localStorage', undefined);
    const page = await openPage();
    const accept = refuse();
    await expect(page.saveRankings([], [ranking('d')])()).rejects.toThrow();
    accept();
    await page.saveRankings([ranking('d')], [ranking('d'), ranking('e')])();
    expect(await found(page)).toEqual(['d hello', 'e hello']);
  });
});

describe('a note that cannot be read', () => {
  const key = (n: number) => `rlhf-playground rankings on their way 1 00000${n}`;
  const good = JSON.stringify({ gone: [], changed: [ranking('a')] });

  it.each([
    'not JSON',
    'null',
    '{"gone": ["a"]}',
    '{"gone": [1], "changed": []}',
    JSON.stringify({ gone: [], changed: [{ ...ranking('b'), levels: [['x']] }] }),
    JSON.stringify({ gone: [], changed: [{ ...ranking('b'), responses: [{ text: 'no .' }] }] }),
  ])('is dropped, which is told, and the others are carried out: %s', async (damaged) => {
    vi.stubGlobal('localStorage', storage({ [key(1)]: damaged, [key(2)]: good }));
    const onDropped = vi.fn();
    const rankings = await (await openPage()).readSavedRankings(onDropped);
    expect(rankings).toEqual([ranking('a')]);
    expect(onDropped).toHaveBeenCalledOnce();
    expect(namesIn(localStorage)).toEqual([]);
  });
});
