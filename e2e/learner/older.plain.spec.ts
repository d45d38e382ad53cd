/** A learner of an older page comes back to this one: all that is kept is there, and goes on to the same numbers but for rounding. */
import type { Page } from '@playwright/test';
import {
  databasesOf,
  deviation,
  recordsOf,
  textOf,
  type KeptDatabases,
} from '../../src/testing/keptBy4edd3b3/fixtures';
import { expect, test } from './learner';

const RUNS = 'rlhf-playground runs';

interface AtTheEnd {
  readonly iteration: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Buffers go to the page as text. */
function sendable(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return { base64: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(sendable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sendable(inner)]));
}

/** Makes the databases and their records. Runs in the page, and so uses nothing from outside itself. */
async function layDatabases(databases: KeptDatabases): Promise<void> {
  const received = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(received);
    if (typeof value !== 'object' || value === null) return value;
    if ('base64' in value) return Uint8Array.from(atob(String(value.base64)), (letter) => letter.charCodeAt(0)).buffer;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, received(inner)]));
  };
  for (const [name, { version, stores }] of Object.entries(databases)) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name, version);
      opening.onupgradeneeded = () => {
        for (const [store, { keyPath }] of Object.entries(stores)) opening.result.createObjectStore(store, { keyPath });
      };
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error(String(opening.error)));
    });
    for (const [store, { keyPath, records }] of Object.entries(stores)) {
      const transaction = database.transaction(store, 'readwrite');
      for (const { key, value } of records)
        transaction.objectStore(store).put(received(value), ...(keyPath === null ? [key] : []));
      await new Promise((resolve) => (transaction.oncomplete = resolve));
    }
    database.close();
  }
}

/** What the list tells of the runs. Runs in the page. */
function readHeads(database: string): Promise<readonly { begun: number; stage?: string; metrics?: object }[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database);
    opening.onerror = () => reject(new Error(String(opening.error)));
    opening.onsuccess = () => {
      const all = opening.result.transaction('heads').objectStore('heads').getAll();
      all.onsuccess = () => {
        opening.result.close();
        resolve(all.result as readonly { begun: number; stage?: string; metrics?: object }[]);
      };
    };
  });
}

async function openOlder(page: Page, databases: KeptDatabases): Promise<void> {
  // A page of the same origin that does nothing.
  const empty = { contentType: 'text/html', body: '<link rel="icon" href="data:," />' };
  await page.route('**/empty', (route) => route.fulfill(empty));
  await page.goto('/empty');
  for (const [key, value] of Object.entries(JSON.parse(textOf('localStorage.json')) as Record<string, string>))
    await page.evaluate(([name, kept]) => localStorage.setItem(name, kept), [key, value] as const);
  await page.evaluate(layDatabases, sendable(databases) as KeptDatabases);
}

test('what an older page kept is there and goes on as it would have there, but for rounding', async ({ learner }) => {
  const { page } = learner;
  const databases = databasesOf('database.json');
  await openOlder(page, databases);

  await page.goto('/?backend=wasm#runs');
  await expect(learner.at('run-card')).toHaveCount(5);
  await expect(learner.at('lab-run-card')).toHaveCount(1);
  await expect(learner.at('unreadable-run')).toHaveCount(0);
  const turned = learner.at('run-card').filter({ hasText: 'KL penalty 0.2 → 0.1' });
  await turned.getByTestId('replay-run').click();
  await learner.at('replay-scrubber').press('End');
  await expect(learner.at('replay-moment')).toContainText('iteration 3 of 3');
  await expect(learner.at('chart-reward')).toContainText('KL penalty 0.2 → 0.1');
  await learner.at('replay-leave').click();

  await learner.at('view-runs').click();
  await learner.at('open-in-lab').click();
  await expect(learner.at('scenario')).toHaveAttribute('data-done', 'true');
  await expect(learner.at('lab-source')).toContainText('Trained here on');
  await learner.at('view-label').click();
  await expect(learner.at('kept-label')).toHaveCount(4);
  await expect(learner.at('notice')).toHaveCount(0);

  const { standing, atTheEnd } = JSON.parse(textOf('expected.json')) as {
    readonly standing: { readonly iteration: number; readonly microStep: string; readonly klCoef: string };
    readonly atTheEnd: AtTheEnd;
  };
  await page.goto('/?backend=wasm&pane=inside');
  await learner.at('come-back-go-on').click({ timeout: 60_000 });
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'paused', { timeout: 60_000 });
  await learner.select('ppo');
  await expect(learner.at('progress')).toHaveAttribute('data-iteration', String(standing.iteration));
  expect(await learner.microStep()).toBe(standing.microStep);
  await expect(learner.at('knob-klCoef')).toHaveAttribute('data-value', standing.klCoef);
  await learner.run('ppo', 60_000);
  await expect(learner.at('progress')).toHaveAttribute('data-iteration', String(atTheEnd.iteration));
  await expect(learner.at('notice')).toHaveCount(0);

  // It keeps its place in the list, and is kept again once it is done.
  const [{ value: unfinished }] = recordsOf(databases, RUNS, 'unfinished');
  const [{ head }] = (unfinished as { readonly open: readonly { readonly head: { readonly begun: number } }[] }).open;
  const lastMetrics = async () =>
    (await page.evaluate(readHeads, RUNS)).find(({ begun, stage }) => begun === head.begun && stage === 'ppo')?.metrics;
  await expect.poll(async () => deviation((await lastMetrics()) ?? {}, atTheEnd.metrics)).toBeLessThan(1e-5);
});
