/** The golden cases of the network and the sampler's distribution on WebGPU, with a software adapter if need be. */
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { deviantRows } from '../src/lm/plain/samplerStatistics';
import type { Golden } from '../src/rlhf/golden/goldenFile';
import type { Harness } from './goldenHarness';
import { openModulePage, type ModulePage } from './moduleServer';

const HARNESS = '/e2e/goldenHarness.ts';

const json = readFileSync(process.env.GOLDEN ?? 'golden/golden.json', 'utf8');

let modules: ModulePage;
let page: Page;

test.beforeAll(async ({ browser }) => {
  modules = await openModulePage(browser, 'golden');
  ({ page } = modules);
  await page.evaluate(async (path) => {
    const { harness } = (await import(path)) as { harness: Harness };
    await harness.openWebGpu();
  }, HARNESS);
});

test.afterAll(async () => {
  await modules.close();
});

test('the network gives the golden numbers: logits, losses, all gradients, one PPO-ptx step', async () => {
  // A quarter of the file's guess for WebGPU. Measured on SwiftShader: a thirtieth of it.
  const { rtol, atol } = (JSON.parse(json) as Golden).meta.tolerances.float32_webgpu_unmeasured;
  const results = await page.evaluate(
    async ([path, text, tolerance]) => {
      const { harness } = (await import(path)) as { harness: Harness };
      return harness.goldenCases(text, tolerance);
    },
    [HARNESS, json, { rtol: rtol / 4, atol: atol / 4 }] as const,
  );
  for (const [name, { worst, problem }] of Object.entries(results)) {
    const error = worst && `${worst.error.toExponential(1)} (${(100 * worst.share).toFixed(1)} %)  ${worst.what}`;
    console.log(`${name.padEnd(32)}${error ?? problem ?? ''}`);
  }
  expect(Object.values(results).flatMap(({ problem }) => problem ?? [])).toEqual([]);
});

test('the sampler draws each row by its own softmax, rows independent of one another', async () => {
  const rows = await page.evaluate(async (path) => {
    const { harness } = (await import(path)) as { harness: Harness };
    return harness.sampler(4000, 1);
  }, HARNESS);
  expect(deviantRows(rows)).toEqual([]);
});
