/** Golden cases of network and algorithms, and the sampler's distribution, on WebGPU, with a software adapter if need be. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { deviantRows } from '../../src/testing/samplerStatistics';
import type { Golden } from '../../src/testing/golden/goldenFile';
import type { GoldenHarness } from './goldenHarness';
import { openModulePage, type ModulePage } from './moduleServer';

const json = readFileSync(process.env.GOLDEN ?? 'golden/golden.json', 'utf8');

let modules: ModulePage<GoldenHarness>;

test.beforeAll(async ({ browser }) => {
  modules = await openModulePage<GoldenHarness>(browser, 'golden');
  await modules.call('openWebGpu');
});

test.afterAll(async () => {
  await modules.close();
});

test('network and algorithms give the golden numbers: logits, losses, all gradients, one PPO-ptx step', async () => {
  // A quarter of the file's guess for WebGPU. Measured on SwiftShader: a thirtieth of it.
  const { rtol, atol } = (JSON.parse(json) as Golden).meta.tolerances.float32_webgpu_unmeasured;
  const results = await modules.call('goldenCases', json, { rtol: rtol / 4, atol: atol / 4 });
  for (const [name, { worst, problem }] of Object.entries(results)) {
    const error = worst && `${worst.error.toExponential(1)} (${(100 * worst.share).toFixed(1)} %)  ${worst.what}`;
    console.log(`${name.padEnd(32)}${error ?? problem ?? ''}`);
  }
  expect(Object.values(results).flatMap(({ problem }) => problem ?? [])).toEqual([]);
});

test('the sampler draws each row by its own softmax, rows independent of one another', async () => {
  const rows = await modules.call('sampler', 4000, 1);
  expect(deviantRows(rows)).toEqual([]);
});
