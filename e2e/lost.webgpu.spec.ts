/** A graphics device that is lost while PPO runs: the page stays, says so, and goes on where it stood. */
import { expect, test } from './learner';

const SMALL = { size: 'XS', backend: 'webgpu', ppoIterations: 20, rolloutBatch: 8, ptxBatch: 2, minibatches: 2 };

test('a lost device leaves what is on view, and a press goes on to later iterations', async ({ page, learner }) => {
  page.on('worker', (worker) => {
    void worker.evaluate(() => {
      const request = GPUAdapter.prototype.requestDevice;
      GPUAdapter.prototype.requestDevice = async function (descriptor) {
        const device = await request.call(this, descriptor);
        addEventListener('message', ({ data }: MessageEvent<unknown>) => {
          if (data === 'lose the device') device.destroy();
        });
        return device;
      };
    });
  });
  await learner.open(SMALL);
  await learner.step('iteration-step');
  await learner.step('iteration-step');
  await page.waitForTimeout(2000);
  const before = await learner.reading('reward', 'goldReward');
  await learner.at('run').click();
  const worker = page.workers().find((each) => each.url().includes('trainer'));
  await worker?.evaluate(() => dispatchEvent(new MessageEvent('message', { data: 'lose the device' })));
  await expect(learner.at('stopped')).toContainText('graphics device was lost', { timeout: 60_000 });
  await expect(learner.at('chart-reward')).toBeVisible();

  await learner.at('stopped-go-on').click();
  await expect
    .poll(async () => Number(await learner.at('progress').getAttribute('data-iteration')), { timeout: 240_000 })
    .toBeGreaterThan(2);
  await learner.at('pause').click();
  expect(Number.isFinite(before)).toBe(true);
});
