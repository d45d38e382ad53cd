import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../../experiment/settings';
import { MARK, snapshotEvent } from '../../../testing/workerEvents';
import { text } from '../../text/text';
import { applyEvent, initialPageModel } from '../run/pageModel';
import { pack } from './packing';
import type { SavedSession, Unfinished } from './records';
import { packUnfinished } from './unfinished';

/** A tab's own memory outlives its reloads; the page's modules do not. */
function openTab() {
  const memory = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => memory.set(key, value),
  };
  return {
    load: async () => {
      vi.resetModules();
      vi.stubGlobal('sessionStorage', sessionStorage);
      const [visits, lastVisit] = await Promise.all([import('./visits'), import('./lastVisit')]);
      const inTab = <T>(work: () => Promise<T>): Promise<T> => {
        vi.stubGlobal('sessionStorage', sessionStorage);
        return work();
      };
      return {
        save: (session: unknown) => inTab(() => visits.putSession(session as SavedSession)),
        stand: (unfinished: Unfinished) => inTab(() => visits.putUnfinished(unfinished)),
        takeLastVisit: () => inTab(() => lastVisit.takeLastVisit()),
        forget: (ids: readonly string[]) => inTab(() => visits.forgetVisits(ids)),
      };
    },
  };
}

function session(saved: number): SavedSession {
  return { saved, settings: defaultSettings(), start: 'shipped', weights: {} };
}

/** Where models stood that had learned nothing, with a result of them. */
function withResult(saved: number): Promise<Unfinished> {
  const { snapshot } = snapshotEvent('here');
  const run = applyEvent(initialPageModel(defaultSettings()), MARK);
  return packUnfinished(snapshot, run, [], { saved, start: 'shipped', trainingAll: null, past: [] });
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('what visits save', () => {
  test('of two tabs each finds its own again after a reload, a new tab what was saved last', async () => {
    const [a, b] = [openTab(), openTab()];
    await (await a.load()).save(session(1));
    await (await b.load()).save(session(2));
    expect((await (await a.load()).takeLastVisit())?.session?.saved).toBe(1);
    expect((await (await b.load()).takeLastVisit())?.session?.saved).toBe(2);
    expect((await (await openTab().load()).takeLastVisit())?.session?.saved).toBe(2);
  });

  test('a tab that is reloaded twice still goes on from the visit that saved something', async () => {
    const [a, b] = [openTab(), openTab()];
    await (await a.load()).save(session(1));
    await (await b.load()).save(session(2));
    await a.load();
    expect((await (await a.load()).takeLastVisit())?.session?.saved).toBe(1);
  });

  test('forgetting it forgets what was saved before it too, and not what another tab has saved since', async () => {
    const [old, a, b] = [openTab(), openTab(), openTab()];
    await (await old.load()).save(session(1));
    await (await a.load()).save(session(2));
    await (await b.load()).save(session(3));
    const page = await a.load();
    await page.forget((await page.takeLastVisit())?.visits ?? []);
    expect((await (await a.load()).takeLastVisit())?.visits).toHaveLength(1);
    expect((await (await b.load()).takeLastVisit())?.session?.saved).toBe(3);
  });

  test('results of models that nobody trained come back in their own tab; a new one prefers what was trained', async () => {
    const [a, b] = [openTab(), openTab()];
    await (await a.load()).save(session(1));
    await (await b.load()).stand(await withResult(2));
    expect((await (await b.load()).takeLastVisit())?.snapshot?.results).toEqual([MARK]);
    expect((await (await openTab().load()).takeLastVisit())?.session?.saved).toBe(1);
  });

  test.each([
    ['do not unpack', () => Promise.resolve(new ArrayBuffer(9)), /shown again\. It is damaged/],
    ['are no JSON', () => pack('{'), /shown again\. .*line 1 it should have JSON/],
    ['have no gold', () => pack(JSON.stringify(MARK).replace('0.5', '"much"')), /line 1, mark\.gold\.value it should/],
    ['say what a run says', () => pack('{"type":"metrics"}'), /line 1, type it should have .*"evaluation"/],
  ])('results that %s are told, and all else comes back', async (_, results, told) => {
    const tab = openTab();
    const page = await tab.load();
    await page.save(session(1));
    await page.stand({ ...(await withResult(2)), results: await results() });
    const visit = await (await tab.load()).takeLastVisit();
    expect(visit?.problems).toEqual([expect.stringMatching(told)]);
    expect(visit?.session?.saved).toBe(1);
    expect(visit?.snapshot?.unfinished.saved).toBe(2);
    expect(visit?.snapshot?.results).toEqual([]);
  });

  test('a few visits stay saved, and the one of this tab whatever its age', async () => {
    const first = openTab();
    await (await first.load()).save(session(0));
    for (let i = 1; i <= 6; i++) await (await openTab().load()).save(session(i));
    expect((await (await first.load()).takeLastVisit())?.session?.saved).toBe(0);
    expect((await (await openTab().load()).takeLastVisit())?.visits).toHaveLength(5);
  });

  test('weights and settings that cannot be read are not taken back, and a sentence says so', async () => {
    const tab = openTab();
    const settings = { ...defaultSettings(), klCoef: 9 };
    await (await tab.load()).save({ ...session(1), settings });
    const visit = await (await tab.load()).takeLastVisit();
    expect(visit?.session).toBeNull();
    expect(visit?.problems).toEqual([
      text.runs.comeBack.weightsProblem(text.runs.comeBack.unreadable('settings.klCoef', 'a number from 0 to 4', '9')),
    ]);
    expect(visit?.visits).toHaveLength(1);
  });

  test('what an older page saved, one visit alone, is found and can be forgotten', async () => {
    const db = await openDB('rlhf-playground runs', 2, {
      upgrade: (database) => {
        for (const store of ['events', 'weights', 'session', 'unfinished']) database.createObjectStore(store);
        database.createObjectStore('heads', { keyPath: 'id' });
      },
    });
    await db.put('session', session(1), 'session');
    await db.put('unfinished', { saved: 2, version: 0 }, 'unfinished');
    db.close();
    const page = await openTab().load();
    const visit = await page.takeLastVisit();
    expect(visit?.session?.saved).toBe(1);
    expect(visit?.problems).toEqual([expect.stringMatching(/stages stood .* version/)]);
    await page.forget(visit?.visits ?? []);
    expect(await page.takeLastVisit()).toBeNull();
  });
});
