/** The view that measures this machine: `/?bench`. */
import { sideways } from './barriers';
import { expect, test } from './learner';
import type { BenchReport } from '../../src/protocol/bench';

test('the page measures this machine, and the result can be copied', async ({ learner, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { page } = learner;
  await page.goto('/?bench');
  await expect(learner.at('bench-copy')).toBeDisabled();
  await expect(learner.at('bench-webgpu')).toContainText('no graphics adapter');
  await expect(learner.at('bench-status')).toHaveAttribute('data-done', 'true', { timeout: 120_000 });
  for (const work of ['training', 'rollout']) {
    const ratio = await learner.at(`bench-wasm-${work}`).getAttribute('data-ratio');
    expect(Number(ratio)).toBeGreaterThan(1);
  }
  await expect(learner.at('bench-verdict')).toContainText('On WASM this machine trains the whole default pipeline');
  await learner.at('bench-copy').click();
  await expect(page.getByText('copied', { exact: true })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const { userAgent, backends } = JSON.parse(copied) as BenchReport & { readonly userAgent: string };
  expect(userAgent).toContain('Chrome');
  expect(backends.map(({ backend }) => backend)).toEqual(['webgpu', 'wasm']);
  for (const row of Object.values(backends[1].rows)) {
    expect(row.rounds).toBeGreaterThanOrEqual(2);
    expect(row.fused.min).toBeGreaterThan(0);
    expect(row.plain.median).toBeGreaterThan(row.fused.median);
  }
});

test('on a phone the measurement fits the screen, and says why it leaves the CPU out', async ({ learner }) => {
  const { page } = learner;
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/?bench&backend=cpu');
  await expect(page.getByRole('alert')).toContainText('The CPU cannot be measured');
  await expect(learner.at('bench-wasm-rollout')).toBeVisible({ timeout: 120_000 });
  expect(await sideways(page)).toBeLessThanOrEqual(0);
});
