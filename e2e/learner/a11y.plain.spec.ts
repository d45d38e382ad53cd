/** Every view passes axe, in light and dark, on a laptop and on a phone. */
import { expect, test, type Page } from '@playwright/test';
import { expectNoBarrier } from './barriers';

/** Random weights of the smallest size: everything can be looked at without a checkpoint. The last knob is a bad one. */
const LINK = './?start=scratch&stage=pretrain&size=XS&backend=wasm&pretrainSteps=4&demonstrations=32&noSuchKnob=1';

const LAPTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

const screens = [
  { name: 'dark', colorScheme: 'dark', viewport: LAPTOP },
  { name: 'light', colorScheme: 'light', viewport: LAPTOP },
  { name: 'a phone', colorScheme: 'light', viewport: PHONE },
] as const;

/** On every screen. */
async function expectNoBarrierOnAny(page: Page, view: string): Promise<void> {
  for (const { name, colorScheme, viewport } of screens) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    // On a phone the bar at the bottom covers half a row, which a finger scrolls out from under it.
    if (viewport === PHONE) await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await expectNoBarrier(page, 'wcag', `${view}, ${name}`);
  }
}

async function microStep(page: Page): Promise<void> {
  await page.getByTestId('micro-step').click();
  await expect(page.getByTestId('current-micro-step')).toBeVisible();
  await expect(page.getByTestId('micro-step')).toBeEnabled();
}

test('no barrier on the way from random weights to an evaluation', async ({ page }) => {
  const at = (testId: string) => page.getByTestId(testId);
  await page.goto(LINK);
  await expect(at('run')).toBeEnabled();
  await expect(at('notice')).toContainText('noSuchKnob');
  await expectNoBarrierOnAny(page, 'first view with a notice');

  await microStep(page);
  await expectNoBarrierOnAny(page, 'a batch');
  await microStep(page);
  await expectNoBarrierOnAny(page, 'an update');
  await at('run').click();
  await expect(at('stage-pretrain')).toHaveAttribute('data-status', 'done');

  await at('backend-badge').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNoBarrierOnAny(page, 'the backends');
  await at('backend-cpu').click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await expectNoBarrierOnAny(page, 'a question');
  await page.keyboard.press('Escape');

  // On a phone they stand behind a word.
  await page.getByRole('button', { name: 'over time' }).click();
  const pressed = page.getByRole('group', { name: 'What to see of the stage' }).locator('[aria-pressed="true"]');
  await expect(pressed).toHaveText(['over time']);
  const rate = at('knob-pretrainLr').getByRole('textbox');
  await rate.fill('7');
  await rate.press('Enter');
  await expect(at('knob-pretrainLr').getByRole('alert')).toBeVisible();
  await at('advanced').click();
  await expectNoBarrierOnAny(page, 'charts and knobs, one of them refused');

  await at('view-compare').click();
  await at('compare-input').fill('describe the o');
  await expectNoBarrierOnAny(page, 'completions');
  await at('compare-input').fill('describe the owl .');
  await at('compare-send').click();
  await expect(at('answer-base')).toBeVisible();
  await expectNoBarrierOnAny(page, 'answers');

  await at('view-evaluate').click();
  await expectNoBarrierOnAny(page, 'the evaluation');
});
