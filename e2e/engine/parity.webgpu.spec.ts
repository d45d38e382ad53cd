/** The fused room on WebGPU in Chromium against the plain one. */
import { expect, test } from '@playwright/test';
import { openModulePage, type ModulePage } from './moduleServer';
import type { ParityHarness } from './parityHarness';

let modules: ModulePage<ParityHarness>;

test.beforeAll(async ({ browser }) => {
  modules = await openModulePage<ParityHarness>(browser, 'parity');
});

test.afterAll(async () => {
  await modules.close();
});

test('every head of a network of size S and its gradient, to 1e-5 of their norm', async () => {
  const errors = Object.entries(await modules.call('heads', 'webgpu'));
  expect(errors).toHaveLength(7);
  expect(errors.filter(([, error]) => !(error < 1e-5))).toEqual([]);
});

test("ten PPO iterations replayed on the plain room's rollouts: losses within 1e-3", async () => {
  expect(await modules.call('ppo', 'webgpu')).toBeLessThan(1e-3);
});
