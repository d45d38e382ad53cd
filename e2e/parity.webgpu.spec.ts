/** The fused room on WebGPU in Chromium against the plain one. */
import { expect, test } from '@playwright/test';
import { openModulePage, type ModulePage } from './moduleServer';
import type { Harness } from './parityHarness';

let modules: ModulePage;

async function call<K extends keyof Harness>(
  name: K,
  ...args: Parameters<Harness[K]>
): Promise<Awaited<ReturnType<Harness[K]>>> {
  return modules.page.evaluate(
    async ([path, name, args]) => {
      const { harness } = (await import(path)) as { harness: Record<string, (...args: unknown[]) => Promise<never>> };
      return harness[name](...args);
    },
    ['/e2e/parityHarness.ts', name, args] as const,
  );
}

test.beforeAll(async ({ browser }) => {
  modules = await openModulePage(browser, 'parity');
});

test.afterAll(async () => {
  await modules.close();
});

test('every head of a network of size S and its gradient, to 1e-5 of their norm', async () => {
  const errors = Object.entries(await call('heads', 'webgpu'));
  expect(errors).toHaveLength(7);
  expect(errors.filter(([, error]) => !(error < 1e-5))).toEqual([]);
});

test("ten PPO iterations replayed on the plain room's rollouts: losses within 1e-3", async () => {
  expect(await call('ppo', 'webgpu')).toBeLessThan(1e-3);
});
