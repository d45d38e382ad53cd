import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, expect, test, vi } from 'vitest';
import { namesIn, storage } from '../../../testing/storage';
import { onView } from './aside';
import { askToDeleteTraces, deleteTracesIfAsked } from './deleteTraces';

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
  expect(namesIn(localStorage)).toHaveLength(5);
  expect(await databases()).toEqual(['of another page', 'rlhf-playground runs', 'rlhf-playground-labels']);
});

test('all of the page’s own is deleted by the next page, before that reads, and nothing of another page', async () => {
  expect(askToDeleteTraces()).toBe(true);
  deleteTracesIfAsked();
  expect(namesIn(localStorage)).toEqual(['of another page']);
  expect(namesIn(sessionStorage)).toEqual(['of another page']);
  await onView('runs');
  expect(await databases()).toEqual(['of another page']);
});

test('that nothing will be deleted is known where the browser cannot tell it to the next page', () => {
  vi.stubGlobal('sessionStorage', undefined);
  expect(askToDeleteTraces()).toBe(false);
});
