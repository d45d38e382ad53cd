/** A learner changes what the training runs on, before and after something was trained. */
import { expect, test } from './learner';

const LINK = { start: 'scratch', stage: 'pretrain', size: 'XS', backend: 'wasm', pretrainSteps: 4, demonstrations: 32 };

const screens = [
  { name: 'a laptop', viewport: { width: 1280, height: 800 } },
  { name: 'a phone', viewport: { width: 360, height: 740 } },
] as const;

for (const { name, viewport } of screens) {
  test(`on ${name}, another backend asks before it drops what was trained`, async ({ learner }) => {
    const { page } = learner;
    await page.setViewportSize(viewport);
    await learner.open(LINK);
    const badge = learner.at('backend-badge');
    const question = page.getByRole('alertdialog');
    const chooseCpu = async () => {
      await badge.click();
      await learner.at('backend-cpu').click();
    };
    await learner.run('pretrain', 60_000);

    await chooseCpu();
    await expect(question).toBeInViewport();
    await expect(question).toHaveAccessibleName(/the place of the base model, trained here/);
    await expect(learner.at('backend-cpu')).toHaveCount(0);
    await expect(learner.at('confirm-keep')).toBeFocused();
    await page.keyboard.press('i');
    await page.keyboard.press('Enter');
    await expect(question).toHaveCount(0);
    await expect(badge).toHaveAttribute('data-backend', 'wasm');
    await expect(learner.at('stage-pretrain')).toHaveAttribute('data-origin', 'trained');
    await expect(badge).toBeFocused();

    await chooseCpu();
    await page.keyboard.press('Escape');
    await expect(question).toHaveCount(0);
    await expect(badge).toHaveAttribute('data-backend', 'wasm');

    await chooseCpu();
    await learner.at('confirm-proceed').click();
    await expect(question).toHaveCount(0);
    await expect(badge).toHaveAttribute('data-backend', 'cpu');
    await expect(learner.at('stage-pretrain')).toHaveAttribute('data-origin', 'random');

    // Nothing trained, nothing asked.
    await badge.click();
    await learner.at('backend-wasm').click();
    await expect(badge).toHaveAttribute('data-backend', 'wasm');
    await expect(question).toHaveCount(0);
  });
}

test('a backend that was asked for stands beside what an earlier visit measured', async ({ learner }) => {
  const { page } = learner;
  await page.addInitScript(() => {
    const timings = [
      { backend: 'webgpu', millisecondsPerStep: 4.5, reason: '' },
      {
        ...{ backend: 'wasm', millisecondsPerStep: 20, reason: 'Slower here than webgpu.' },
        workers: [
          { workers: 1, millisecondsPerStep: 38 },
          { workers: 2, millisecondsPerStep: 20 },
        ],
      },
    ];
    localStorage.setItem('rlhf-playground timings XS', JSON.stringify(timings));
  });
  await learner.open(LINK);
  await learner.at('backend-badge').click();
  const rows = page.getByRole('dialog').getByRole('row');
  await expect(rows).toHaveText([
    /ms per training step/,
    /WASM.*20\.0.*earlier visit.*in use/,
    /WebGPU.*4\.50.*earlier visit/,
  ]);
  await expect(page.getByRole('dialog')).toContainText('Chosen by you, or by the link.');
  await expect(learner.at('backend-facts')).toContainText('2 workers');
});

test('the popover leads to the measurement of this machine', async ({ learner, context }) => {
  await learner.open(LINK);
  await learner.at('backend-badge').click();
  const opened = context.waitForEvent('page');
  await learner.at('measure').click();
  const bench = await opened;
  await expect(bench.getByRole('heading', { level: 1 })).toContainText('How fast is this machine?');
  await bench.getByTestId('bench-back').click();
  await expect(bench.getByTestId('backend-badge')).toBeVisible();
});
