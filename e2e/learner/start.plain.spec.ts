/** A newcomer opens the page and presses nothing; then a door, then its name, which leads back. */
import { expectClear } from './barriers';
import { expect, test } from './learner';

const ANSWERING = ['base', 'sft', 'ppo'] as const;

test('a bare address opens on a request that is answered before anything is pressed, and on measured reasons', async ({
  learner,
}) => {
  const { page } = learner;
  await page.goto('/');
  const cardOf = (speaker: string) => learner.at(`start-${speaker}`);
  const goldOf = (speaker: string) => cardOf(speaker).locator('[data-gold]');
  const heights = async () => Promise.all(ANSWERING.map(async (each) => (await cardOf(each).boundingBox())?.height));
  await expect(learner.at('start')).toBeVisible();
  const before = await heights();
  for (const speaker of ANSWERING) {
    await expect(goldOf(speaker)).not.toHaveAttribute('data-gold', '', { timeout: 60_000 });
  }
  expect(await heights()).toEqual(before);
  expect(new URL(page.url()).search + new URL(page.url()).hash).toBe('');
  await expect(page).toHaveTitle(/human feedback/);

  // A mean request: what people want is a refusal, and only the policy has learned that.
  await expect(goldOf('sft')).toHaveAttribute('data-gold', '0');
  await expect(goldOf('ppo')).toHaveAttribute('data-gold', '1');
  const request = await learner.at('start-request').innerText();
  const refusal = await cardOf('ppo').innerText();
  await learner.at('start-other').first().click();
  await expect(learner.at('start-request')).not.toHaveText(request);
  await expect(cardOf('ppo')).not.toHaveText(refusal);
  await expect(goldOf('ppo')).not.toHaveAttribute('data-gold', '');

  await learner.at('start-questions').scrollIntoViewIfNeeded();
  const gold = async (speaker: string) => {
    const reason = learner.at(`why-${speaker}`);
    await expect(reason).not.toHaveAttribute('data-value', '', { timeout: 60_000 });
    return Number(await reason.getAttribute('data-value'));
  };
  expect(await gold('base')).toBeLessThan(await gold('fewShotBase'));
  expect(await gold('fewShotBase')).toBeLessThan(await gold('ppo'));
  await expectClear(page, 'start');
});

test('its doors lead to the game, to the label desk, and to PPO, which runs; the page’s name leads back', async ({
  learner,
}) => {
  const { page } = learner;
  await page.goto('/');
  await expect(learner.at('start-ppo').locator('[data-score]')).not.toHaveAttribute('data-score', '', {
    timeout: 60_000,
  });
  await learner.at('door-play').click();
  await expect(page).toHaveURL(/scenario=tamer/);
  // The game has begun: the first story is there to be judged.
  await expect(learner.at('judged-answer')).toBeVisible({ timeout: 30_000 });
  await learner.at('view-start').click();
  await expect(page).toHaveURL((url) => url.search === '' && url.hash === '');

  await learner.at('door-rank').click();
  await expect(learner.at('label-list')).toBeVisible({ timeout: 60_000 });
  await expect(page).toHaveTitle('Label – RLHF Playground');
  await learner.at('view-start').click();

  await learner.at('door-watch').click();
  await expect(page).toHaveURL(/#train$/);
  await expect(page).toHaveTitle('Train PPO – RLHF Playground');
  await learner.at('pause').click();
  await expect(learner.at('run')).toBeEnabled();
});

test('what doors lead to that a link hides is not offered, and the page’s name then is no way', async ({ page }) => {
  await page.goto('/?hide=lab,fromNothing#start');
  await expect(page.getByTestId('door-rank')).toBeVisible();
  for (const gone of ['door-play', 'door-fromNothing']) await expect(page.getByTestId(gone)).toHaveCount(0);
  await page.goto('/?hide=start');
  await expect(page.getByTestId('run')).toBeVisible();
  await expect(page.getByTestId('view-start')).toHaveCount(0);
});
