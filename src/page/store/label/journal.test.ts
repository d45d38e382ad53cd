/** A page that is left while a ranking is on its way into the database loses nothing: the next one finishes it. */
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OwnRanking } from '../../../protocol/label';
import { finishChanges, noteChanges, type RankingChanges } from './journal';
import { readSavedRankings, saveRankings } from './savedRankings';

const ranking = (id: string, prompt = 'hello'): OwnRanking => ({ id, prompt, responses: [], levels: [] });

/** Of the browser, in memory. */
class Memory {
  getItem(key: string): string | null {
    return Object.hasOwn(this, key) ? (this as unknown as Record<string, string>)[key] : null;
  }
  setItem(key: string, value: string): void {
    Object.assign(this, { [key]: value });
  }
  removeItem(key: string): void {
    Reflect.deleteProperty(this, key);
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('changes on their way', () => {
  it('are finished by the next page where one was left before the database had them, in their order', async () => {
    vi.stubGlobal('localStorage', new Memory());
    await saveRankings([], [ranking('a'), ranking('b')])();
    // The page is left at once: the work is never done.
    saveRankings([ranking('a'), ranking('b')], [ranking('a')]);
    saveRankings([ranking('a')], [ranking('a', 'hello !'), ranking('c')]);
    const found = await readSavedRankings();
    expect(found.map(({ id, prompt }) => `${id} ${prompt}`)).toEqual(['a hello !', 'c hello']);
    expect(Object.keys(localStorage)).toEqual([]);
  });

  it('are struck out once the database has them, and stay where it refuses', async () => {
    vi.stubGlobal('localStorage', new Memory());
    const strikeOut = noteChanges({ gone: ['a'], changed: [] });
    expect(Object.keys(localStorage)).toHaveLength(1);
    await expect(finishChanges(() => Promise.reject(new Error('full')))).rejects.toThrow('full');
    expect(Object.keys(localStorage)).toHaveLength(1);
    strikeOut();
    const applied: RankingChanges[] = [];
    await finishChanges((changes) => Promise.resolve(void applied.push(changes)));
    expect(applied).toEqual([]);
  });

  it('need no note: a browser that refuses it keeps what the database has in time', async () => {
    await saveRankings([], [ranking('d')])();
    expect((await readSavedRankings()).map(({ id }) => id)).toContain('d');
  });
});
