/** A graphics device that is lost while PPO runs: what is on view stays, a sentence says so, and a press goes on. */
import { expect, test } from './learner';

const SMALL = { size: 'XS', backend: 'webgpu', ppoIterations: 20, rolloutBatch: 8, ptxBatch: 2, minibatches: 2 };

test('a lost device leaves what is on view, and a press goes on to later iterations', async ({ learner }) => {
  test.setTimeout(600_000);
  const { page } = learner;
  // Every device that a worker gets can be destroyed by a word to it.
  page.on('worker', (worker) => {
    void worker.evaluate(() => {
      const { requestDevice } = GPUAdapter.prototype as { requestDevice: (...args: unknown[]) => Promise<GPUDevice> };
      GPUAdapter.prototype.requestDevice = async function (...args) {
        const device = await requestDevice.apply(this, args);
        addEventListener('lose', () => {
          device.destroy();
        });
        return device;
      };
    });
  });
  await learner.open(SMALL);
  const iteration = async () => Number(await learner.at('progress').getAttribute('data-iteration'));
  for (let i = 0; i < 2; i++) await learner.step('iteration-step');
  await learner.kept();

  await learner.at('run').click();
  await expect.poll(iteration, { timeout: 120_000 }).toBeGreaterThan(2);
  const trainer = page.workers().find((each) => each.url().includes('engine.worker'));
  await trainer?.evaluate(() => dispatchEvent(new Event('lose')));
  await expect(learner.at('stopped')).toContainText('graphics device was lost', { timeout: 60_000 });
  await expect(learner.at('run')).toBeDisabled();
  const lost = await iteration();
  expect(await learner.reading('reward', 'goldReward')).toBeGreaterThan(0);

  await learner.at('stopped-go-on').click();
  await expect(learner.at('stopped')).toHaveCount(0, { timeout: 120_000 });
  // It goes on from what was kept, not from the beginning, and past where the device was lost.
  await expect.poll(iteration, { timeout: 120_000 }).toBeGreaterThanOrEqual(2);
  await expect.poll(iteration, { timeout: 120_000 }).toBeGreaterThan(lost);
  await learner.at('pause').click();
});
