import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, expect, test, vi } from 'vitest';
import { onView } from './aside';
import { askToDeleteTraces, deleteTracesIfAsked } from './deleteTraces';

function storage(entries: Readonly<Record<string, string>>): Storage {
  const kept = new Map(Object.entries(entries));
  return {
    get length() {
      return kept.size;
    },
    key: (i) => [...kept.keys()][i] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
  };
}

const namesOf = (memory: Storage) => Array.from({ length: memory.length }, (_, i) => memory.key(i));

beforeEach(async () => {
  const ours = { 'rlhf-playground mask': 'on', 'rlhf-playground timings S': '[]', theme: 'dark', projector: 'on' };
  vi.stubGlobal('localStorage', storage({ ...ours, 'of another page': '1' }));
  vi.stubGlobal('sessionStorage', storage({ 'rlhf-playground visit': 'v', 'of another page': '1' }));
  for (const name of ['rlhf-playground runs', 'rlhf-playground-labels', 'of another page'])
    (await openDB(name, 1)).close();
});

const databases = async () => (await indexedDB.databases()).map(({ name }) => name).sort();

test('nothing is deleted unasked', async () => {
  deleteTracesIfAsked();
  await onView('runs');
  expect(namesOf(localStorage)).toHaveLength(5);
  expect(await databases()).toEqual(['of another page', 'rlhf-playground runs', 'rlhf-playground-labels']);
});

test('all of the page’s own is deleted by the next page, before that reads, and nothing of another page', async () => {
  askToDeleteTraces();
  deleteTracesIfAsked();
  expect(namesOf(localStorage)).toEqual(['of another page']);
  expect(namesOf(sessionStorage)).toEqual(['of another page']);
  await onView('runs');
  expect(await databases()).toEqual(['of another page']);
});
