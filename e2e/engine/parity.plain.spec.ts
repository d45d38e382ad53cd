/** The fused room on WASM in Chromium against the plain one. */
import { readFileSync } from 'node:fs';
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
  const errors = Object.entries(await modules.call('heads', 'wasm'));
  expect(errors).toHaveLength(7);
  expect(errors.filter(([, error]) => !(error < 1e-5))).toEqual([]);
});

test("ten PPO iterations replayed on the plain room's rollouts: losses within 1e-3", async () => {
  expect(await modules.call('ppo', 'wasm')).toBeLessThan(1e-3);
});

test('each kernel gives the bits that it gives in Node, where it is held to its plain composition', async () => {
  const { kernelBits } = (await modules.load('/src/testing/kernelBits.ts')) as Pick<ParityHarness, 'kernelBits'>;
  const bits = await kernelBits();
  expect(Object.keys(bits)).toHaveLength(57);
  expect(await modules.call('kernelBits')).toEqual(bits);
});

test('50 steps of SFT: losses within 1e-3', async () => {
  expect(await modules.call('sft', 'wasm')).toBeLessThan(1e-3);
});

test('the golden cases of the network, within the tolerance of float32', async () => {
  const json = readFileSync(process.env.GOLDEN ?? 'golden/golden.json', 'utf8');
  expect(await modules.call('golden', 'wasm', json)).toEqual({});
});
