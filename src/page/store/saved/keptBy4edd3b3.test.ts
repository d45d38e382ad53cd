/** What an older page saved opens in this one, also if that page had known other knobs. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WorkerEvent } from '../../../protocol/protocol';
import {
  bytesOf,
  databasesOf,
  DUMPS,
  recordsOf,
  textOf,
  type KeptDatabases,
} from '../../../testing/keptBy4edd3b3/fixtures';
import { turnedLines, turnedSettings, type Turn } from '../../../testing/keptBy4edd3b3/turnedSettings';
import { OTHER_PAGES } from '../../../testing/keptBy4edd3b3/turns';
import { readSavedRankings } from '../label/savedRankings';
import { RankingsHere, readRankings as readLabelFile } from '../label/rankingFile';
import { linkTo, readLink } from '../link/link';
import { unpack } from './packing';
import { readHead, readLabRun, readRun } from './readRun';
import { readRunFile, writeRunFile } from './runFile';

const RUNS = 'rlhf-playground runs';
/** Records in each browser. */
const HELD = {
  'database.json': { runs: 6, sessions: 1 },
  'databaseRewardModel.json': { runs: 3, sessions: 1 },
  'databaseSmall.json': { runs: 0, sessions: 0 },
} as const;

const RUN_FILES = ['run.run', 'runOfRewardModel.run', 'labRun.run'] as const;

/** The settings in a record, as they were saved. */
const settingsOf = (value: unknown) => (value as { readonly settings: unknown }).settings;

/** A browser that holds these databases, with a page that was just opened. */
async function openBrowser(databases: KeptDatabases) {
  vi.stubGlobal('indexedDB', new IDBFactory());
  for (const [name, { version, stores }] of Object.entries(databases)) {
    const db = await openDB(name, version, {
      upgrade: (database) => {
        for (const [store, { keyPath }] of Object.entries(stores)) database.createObjectStore(store, { keyPath });
      },
    });
    for (const [store, { keyPath, records }] of Object.entries(stores)) {
      for (const { key, value } of records) await db.put(store, value, ...(keyPath === null ? [key] : []));
    }
    db.close();
  }
  vi.resetModules();
  const [{ listRuns, takeRun }, { takeLastVisit }] = await Promise.all([
    import('./runDatabase'),
    import('./lastVisit'),
  ]);
  const stored = async (id: string) => {
    const run = await takeRun(id);
    if (run === null) throw new Error(`There is no run ${id}.`);
    return run;
  };
  return { listRuns, stored, takeLastVisit };
}

const turned = (dump: (typeof DUMPS)[number], turn: Turn) => turnedSettings(databasesOf(dump), turn) as KeptDatabases;

const settingsEvents = (events: readonly unknown[]) =>
  (events as readonly WorkerEvent[]).flatMap((event) => (event.type === 'settings' ? [event.settings] : []));

async function eventsIn(packed: unknown): Promise<readonly unknown[]> {
  const lines = (await unpack(packed as ArrayBuffer)).split('\n');
  return lines.map((line) => JSON.parse(line) as unknown);
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe.each(OTHER_PAGES)('settings $named', ({ turn, expected }) => {
  test.each(DUMPS)('every run of %s is in the list and opens', async (dump) => {
    const saved = databasesOf(dump);
    const heads = recordsOf(saved, RUNS, 'heads');
    const { listRuns, stored } = await openBrowser(turned(dump, turn));
    expect(heads).toHaveLength(HELD[dump].runs);
    const list = (await listRuns()).map(readHead);
    expect(list.flatMap((head) => ('problem' in head ? [head.problem] : []))).toEqual([]);
    expect(list.map(settingsOf)).toEqual(heads.map(({ value }) => expected(settingsOf(value))));
    for (const { key, value: head } of heads) {
      const run = await stored(key);
      if (key.endsWith('lab')) {
        const lab = await readLabRun(run);
        expect(lab.head.settings).toEqual(expected(settingsOf(head)));
        expect(lab.run.done).toBe(true);
        continue;
      }
      const { events } = await readRun(run);
      const [asSaved] = recordsOf(saved, RUNS, 'events').filter((record) => record.key === key);
      const settings = settingsEvents(await eventsIn(asSaved.value));
      expect(settings.length).toBeGreaterThan(0);
      expect(settingsEvents(events)).toEqual(settings.map(expected));
      expect(JSON.stringify(events)).not.toMatch(/noSuchKnob/);
    }
  });

  test.each(DUMPS)('the visit of %s comes back, and so do its stages in the middle', async (dump) => {
    const saved = databasesOf(dump);
    const { takeLastVisit } = await openBrowser(turned(dump, turn));
    const visit = await takeLastVisit();
    expect(visit?.problems).toEqual([]);
    const sessions = recordsOf(saved, RUNS, 'session').map(({ value }) => value as object);
    expect(sessions).toHaveLength(HELD[dump].sessions);
    const session = sessions.map((value) => ({ ...value, settings: expected(settingsOf(value)) })).at(0) ?? null;
    expect(visit?.session).toEqual(session);
    const [{ value: unfinished }] = recordsOf(saved, RUNS, 'unfinished');
    expect(visit?.snapshot?.unfinished.settings).toEqual(expected(settingsOf(unfinished)));
    const { open, stages, past } = unfinished as { open: { head: object }[]; stages: unknown; past: string[] };
    const { seen, unfinished: found } = visit?.snapshot ?? {};
    expect(found?.stages).toEqual(stages);
    expect(found?.open.map(({ head }) => head.settings)).toEqual(open.map(({ head }) => expected(settingsOf(head))));
    expect(seen?.past.map(({ id }) => id)).toEqual(past);
    expect(seen?.recordings).toHaveLength(1);
    expect(seen?.events.some(({ type }) => type === 'microStep')).toBe(true);
  });

  test.each(RUN_FILES)('%s is read', async (file) => {
    const [first] = await eventsIn(bytesOf(file));
    const { head, packed } = await readRunFile(file, turnedLines(bytesOf(file), turn));
    expect(head.settings).toEqual(expected(settingsOf((first as { readonly head: unknown }).head)));
    const run = { head, packed, weights: null };
    await ('stage' in head ? readRun(run) : readLabRun(run));
  });
});

describe('what an older page wrote otherwise', () => {
  test('a knob that was turned is recorded by name and values, in the list and among the events', async () => {
    const { listRuns, stored } = await openBrowser(databasesOf('database.json'));
    const heads = (await listRuns()).map(readHead).flatMap((head) => ('stage' in head ? [head] : []));
    const changed = { knob: 'klCoef', from: 0.2, to: 0.1 };
    const [first, second] = heads.filter(({ stage }) => stage === 'ppo');
    expect(first.changes).toEqual([changed]);
    expect(second.changes).toEqual([{ knob: 'klCoef', from: 0.1, to: 0.3 }]);
    const { events } = await readRun(await stored(first.id));
    expect(events.filter(({ type }) => type === 'changed')).toEqual([
      { type: 'changed', stage: 'ppo', iteration: 1, change: changed },
    ]);
  });

  test('stage 2 ends with the micro-step that this page draws', async () => {
    const { listRuns, stored } = await openBrowser(databasesOf('database.json'));
    const heads = (await listRuns()).map(readHead).flatMap((head) => ('stage' in head ? [head] : []));
    const [{ id }] = heads.filter(({ stage }) => stage === 'rewardModel');
    const { events } = await readRun(await stored(id));
    const steps = events.flatMap((event) => (event.type === 'microStep' ? [event.step.kind] : []));
    expect(steps.at(-1)).toBe('normalize');
  });

  test('is written anew as this page writes it where the run is handed on, and all else stays', async () => {
    const { listRuns, stored } = await openBrowser(databasesOf('database.json'));
    for (const head of (await listRuns()).map(readHead)) {
      const run = await stored(head.id);
      const before = await unpack(run.packed);
      const written = await unpack(await writeRunFile(run));
      expect(written).not.toMatch(/normalise|klCoef [\d.]+ →/);
      const lines = written.split('\n').slice(1);
      const others = before.split('\n').map((line, i) => (/normalise|"changed"/.test(line) ? lines[i] : line));
      expect(lines).toEqual(others);
    }
  });
});

describe('what knows no settings', () => {
  beforeEach(async () => {
    await openBrowser(databasesOf('database.json'));
  });

  test('the four rankings are there, and their file brings the four rankings too', async () => {
    const rankings = await readSavedRankings();
    expect(rankings).toHaveLength(4);
    expect(rankings.map(({ levels }) => levels.map(({ length }) => length))).toEqual([
      [1, 1, 1, 1],
      [1, 1, 2],
      [4],
      [1, 1, 1],
    ]);
    // That page wrote no ids into the file.
    const { added } = readLabelFile(bytesOf('labels.jsonl'), 'labels', new RankingsHere([]));
    const told = (some: typeof rankings) =>
      some.map(({ prompt, responses, levels }) => ({ prompt, responses, levels }));
    expect(told([...added])).toEqual(told(rankings));
    // What was stored before files were labelers counts as the learner's own.
    expect(rankings.map(({ file }) => file)).toEqual(rankings.map(() => undefined));
  });
});

describe('a link', () => {
  const LINKS = textOf('link.txt').trim().split('\n');

  function visit(address: string) {
    const { search, hash, pathname } = new URL(address);
    vi.stubGlobal('location', { search, hash, href: address, pathname });
    const link = readLink();
    const { scenario, scenarioChanges, settings } = link;
    const inLab = scenario && { name: scenario, settings: { ...settings, ...scenarioChanges } };
    // As the address bar does, which goes on to say what it says of the mask.
    const saysMask = new URLSearchParams(search).has('mask');
    return { link, search, again: linkTo({ ...link, scenario: inLab }, saysMask) };
  }

  test.each(LINKS)('opens and is written back: %s', (address) => {
    const { link, search, again } = visit(address);
    expect(link.problems).toEqual([]);
    const parameters = (query: string) => Object.fromEntries(new URLSearchParams(query));
    expect(parameters(again)).toEqual(parameters(search));
  });

  test.each(LINKS)('with a knob that there is not opens too, and says so: %s', (address) => {
    const { link } = visit(`${address}&noSuchKnob=0.01`);
    expect(link.problems).toEqual(['The link names a setting that does not exist: "noSuchKnob".']);
    expect({ ...link, problems: [] }).toEqual(visit(address).link);
  });
});
