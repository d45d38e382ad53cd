/** The browser’s Back and Forward lead through the page, not out of it, and disturb nothing that runs. */
import { expect, test } from './learner';

const LINK = { size: 'XS', backend: 'wasm', ppoIterations: 2000, rolloutBatch: 8, ptxBatch: 2, pane: 'inside' };

test('Back and Forward lead to views, stages and scenarios; what runs and a knob that was turned stay', async ({
  learner,
}) => {
  const { page } = learner;
  await learner.open(LINK);
  await learner.at('run').click({ timeout: 120_000 });
  await learner.select('sft');
  await learner.at('view-lab').click();
  await learner.at('scenario-goodhart').click();
  await expect(page).toHaveURL(/scenario=goodhart/);
  await page.goBack();
  await expect(learner.at('scenario-goodhart')).toBeVisible();
  await page.goBack();
  await expect(learner.at('stage-sft')).toHaveAttribute('aria-current', 'step');
  await expect(page).toHaveTitle(/^Train Fine-tune/);

  const knob = learner.at('knob-klCoef');
  await page.goBack();
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'running');
  await knob.getByRole('textbox').fill('0.1');
  await knob.getByRole('textbox').press('Enter');
  await expect(page).toHaveURL(/klCoef=0.1/);
  await page.goForward();
  await expect(learner.at('stage-sft')).toHaveAttribute('aria-current', 'step');
  await expect(page).toHaveURL(/stage=sft.*klCoef=0.1/);
  await page.goForward();
  await page.goForward();
  await expect(page).toHaveURL(/scenario=goodhart/);
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(knob).toHaveAttribute('data-value', '0.1');
  await expect(page).toHaveURL(/klCoef=0.1/);
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'running');
});

test('no address that comes into the open page leads to a view that its link hides', async ({ learner }) => {
  const { page } = learner;
  await page.goto('/?size=XS&backend=wasm&show=train');
  await expect(learner.at('run')).toBeEnabled({ timeout: 120_000 });
  await page.evaluate(() => (location.hash = '#lab'));
  await expect(page).not.toHaveURL(/#lab/);
  await expect(learner.at('run')).toBeVisible();
});
