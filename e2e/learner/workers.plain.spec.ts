/** Several workers train together: as many as the link or the learner says, with the numbers of one. */
import { expect, test, type Learner } from './learner';

const LINK = { size: 'XS', backend: 'wasm', ppoIterations: 3, rolloutBatch: 16 };

/** What the stage's place on the map says of it: its last gold and score among it. */
async function trained(learner: Learner): Promise<string> {
  await learner.run('ppo', 120_000);
  return learner.at('stage-ppo').innerText();
}

test('a run has the same numbers on one worker and on two, one of which fails, which is told', async ({ learner }) => {
  const { page } = learner;
  await learner.open({ ...LINK, workers: 1 });
  const alone = await trained(learner);
  // There are two cores, or more, wherever this runs.
  await learner.open({ ...LINK, workers: 2 });
  await learner.at('backend-badge').click();
  await expect(learner.at('backend-facts')).toContainText('2 workers');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.workers().length).toBe(2);
  await learner.step('iteration-step');
  await page.workers()[1].evaluate(() => {
    setTimeout(() => {
      throw new Error('Out of memory.');
    });
  });
  expect(await trained(learner)).toBe(alone);
  await expect(learner.at('notice')).toContainText('One worker goes on alone, with the same numbers');
  await expect(learner.at('notice')).toContainText('Out of memory.');
  await learner.at('backend-badge').click();
  await expect(learner.at('backend-facts')).toContainText('one worker');
  await expect.poll(() => page.workers().length).toBe(1);
  await learner.at('workers-1').click();
  await learner.at('workers-2').click();
  await expect(learner.at('backend-facts')).toContainText('2 workers');
  await expect.poll(() => page.workers().length).toBe(2);
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-origin', 'trained');
});
