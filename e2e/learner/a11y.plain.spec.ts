/** Every view passes axe, in light and dark, on a laptop and on a phone. */
import { expect, test, type Page } from '@playwright/test';
import { expectNoBarrier } from './barriers';

/** Random weights of the smallest size: everything can be looked at without a checkpoint. The last knob is a bad one. */
const LINK = './?start=scratch&stage=pretrain&size=XS&backend=wasm&pretrainSteps=4&demonstrations=32&noSuchKnob=1';

async function microStep(page: Page): Promise<void> {
  await page.getByTestId('micro-step').click();
  await expect(page.getByTestId('current-micro-step')).toBeVisible();
  await expect(page.getByTestId('micro-step')).toBeEnabled();
}

const screens = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'a phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const;

for (const { name, colorScheme, viewport } of screens) {
  test(`no barrier in ${name}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ colorScheme, viewport, ...(baseURL === undefined ? {} : { baseURL }) });
    const page = await context.newPage();
    await page.goto(LINK);
    await expect(page.getByTestId('run')).toBeEnabled();
    await expect(page.getByTestId('notice')).toContainText('noSuchKnob');
    await expectNoBarrier(page, 'wcag', 'first view with a notice');

    await microStep(page);
    await expectNoBarrier(page, 'wcag', 'a batch');
    await microStep(page);
    await expectNoBarrier(page, 'wcag', 'an update');
    await page.getByTestId('run').click();
    await expect(page.getByTestId('stage-pretrain')).toHaveAttribute('data-status', 'done');

    await page.getByTestId('backend-badge').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectNoBarrier(page, 'wcag', 'the backends');
    await page.getByTestId('backend-cpu').click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await expectNoBarrier(page, 'wcag', 'a question');
    await page.keyboard.press('Escape');

    if (viewport.width < 760) await page.getByRole('button', { name: 'over time' }).click();
    const rate = page.getByTestId('knob-pretrainLr').getByRole('textbox');
    await rate.fill('7');
    await rate.press('Enter');
    await expect(page.getByTestId('knob-pretrainLr').getByRole('alert')).toBeVisible();
    await page.getByTestId('advanced').click();
    await expectNoBarrier(page, 'wcag', 'charts and knobs, one of them refused');

    await page.getByTestId('view-compare').click();
    await page.getByTestId('compare-input').fill('describe the o');
    await expectNoBarrier(page, 'wcag', 'completions');
    await page.getByTestId('compare-input').fill('describe the owl .');
    await page.getByTestId('compare-send').click();
    await expect(page.getByTestId('answer-base')).toBeVisible();
    await expectNoBarrier(page, 'wcag', 'answers');

    await page.getByTestId('view-evaluate').click();
    // On a phone the bar at the bottom covers half a row, which a finger scrolls out from under it.
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await expectNoBarrier(page, 'wcag', 'the evaluation');
    await context.close();
  });
}
