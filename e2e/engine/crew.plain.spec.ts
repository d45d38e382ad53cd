/** One training run on several workers in Chromium: the same bits on any number of them, and in Node. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { CrewHarness } from './crewHarness';
import { openModulePage, type ModulePage } from './moduleServer';

const NODE_BITS = fileURLToPath(new URL('nodeBits.ts', import.meta.url));

let modules: ModulePage<CrewHarness>;

test.beforeAll(async ({ browser }) => {
  modules = await openModulePage<CrewHarness>(browser, 'crew');
});

test.afterAll(async () => {
  await modules.close();
});

for (const [size, several] of [
  ['XS', [2, 3, 4, 8]],
  ['S', [2, 4]],
] as const) {
  test(`on ${several.join(', ')} workers all stages end with the weights of one, at size ${size}`, async () => {
    const alone = await modules.call('bits', size, 1);
    expect(new Set(Object.values(alone.weights)).size).toBe(5);
    for (const workers of several) {
      expect(await modules.call('bits', size, workers)).toEqual({ weights: alone.weights, members: workers });
    }
  });
}

test('in Node they are the same', async () => {
  const printed = execFileSync('node_modules/.bin/vite-node', [NODE_BITS], { encoding: 'utf8' });
  const inNode: unknown = JSON.parse(printed.trim().split('\n').at(-1) ?? '');
  expect((await modules.call('bits', 'XS', 2)).weights).toEqual(inNode);
});

test('a hundred crews that were started and ended leave no worker', async () => {
  await modules.call('startAndEnd', 100);
  await expect.poll(() => modules.page.workers().length).toBe(0);
});
