/** A teacher prepares a link and a projector; a student opens it, looks away, and comes back. */
import { expectClear, expectNoBarrierInAnyLight, expectToFitEveryWidth, sideways } from './barriers';
import { expect, test, type Learner } from './learner';

const SMALL = { size: 'XS', backend: 'wasm', rolloutBatch: 8, ptxBatch: 2 };

test('a teacher hides and locks controls by a link, and a student opens it', async ({ learner, browser, baseURL }) => {
  const { page } = learner;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await learner.open({ ...SMALL, klCoef: 0.5, seed: 7 });
  await learner.at('share').click();
  await expect(learner.at('share-contents')).toContainText('PPO; seed 7; β 0.2 → 0.5');
  await learner.at('share-each').click();
  for (const name of ['hide-reset', 'hide-compare', 'hide-weights', 'lock-klCoef', 'lock-speed', 'share-mask']) {
    await learner.at(name).check();
  }
  await expectClear(page, 'share', 'all');
  await learner.at('copy-link').click();
  await expect(learner.at('share-dialog').getByRole('status')).toHaveText('Copied');
  const link = await learner.at('share-link').inputValue();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await learner.at('share-close').click();
  await expect(learner.at('reset')).toBeVisible();

  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const student = await context.newPage();
  const at = (id: string) => student.getByTestId(id);
  await student.goto(link);
  await expect(at('run')).toBeEnabled({ timeout: 60_000 });
  for (const gone of ['reset', 'view-compare', 'save-weights', 'notice']) await expect(at(gone)).toHaveCount(0);
  await expect(at('knob-klCoef')).toHaveAttribute('data-value', '0.5');
  await expect(at('knob-klCoef').getByRole('textbox')).toBeDisabled();
  await expect(at('knob-klCoef').getByRole('slider')).toBeDisabled();
  // The link changes knobs that few need: they stand open.
  await expect(at('knob-clipRange').getByRole('textbox')).toBeEnabled();
  await expect(at('speed')).toBeDisabled();
  await expectNoBarrierInAnyLight(student, 'all');
  // What the student changes leaves the teacher's wishes in the address.
  await at('knob-clipRange').getByRole('textbox').fill('0.3');
  await at('knob-clipRange').getByRole('textbox').press('Enter');
  await at('micro-step').click();
  const query = new URL(student.url()).searchParams;
  expect(Object.fromEntries(query)).toMatchObject({
    hide: 'compare reset weights',
    lock: 'speed klCoef',
    mask: 'on',
    clipRange: '0.3',
  });
  await context.close();
});

test('a teacher makes a link in a few clicks: one knob to turn, nothing else to change', async ({ learner }) => {
  const { page } = learner;
  await learner.open({ ...SMALL, seed: 7 });
  await learner.at('share').click();
  await learner.at('preset-lock').click();
  await expect(learner.at('share-restrictions')).toHaveText('0 hidden, 5 locked');
  await learner.at('preset-view').click();
  await learner.at('preset-one-knob').selectOption('klCoef');
  await expect(learner.at('preset-one-knob')).toHaveValue('klCoef');
  await expectNoBarrierInAnyLight(page, 'all');
  await expectToFitEveryWidth(page);
  await page.goto(await learner.at('share-link').inputValue());
  await expect(learner.at('run')).toBeEnabled({ timeout: 60_000 });
  await expect(learner.at('view-compare')).toHaveCount(0);
  await expect(page.getByTestId(/^knob-/)).toHaveCount(1);
  await expect(learner.at('knob-klCoef').getByRole('slider')).toBeEnabled();
  for (const gone of ['reset', 'open-weights', 'next-round']) await expect(learner.at(gone)).toHaveCount(0);
  await expect(learner.at('stage-rewardModel')).toBeDisabled();
  await expect(learner.at('stage-rewardModel')).toContainText('shipped checkpoint');
  await learner.at('share').click();
  await page.getByRole('button', { name: 'Show all again' }).click();
  await expect(learner.at('share-restrictions')).toHaveText('0 hidden, 0 locked');
});

test('a link is handed on in few signs, as a code and as a frame, and shows what a class is to see', async ({
  learner,
}) => {
  const { page } = learner;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await learner.open({ ...SMALL, seed: 7 });
  await learner.step('iteration-step');
  await learner.at('share').click();
  await learner.at('preset-answers').click();
  await learner.at('preset-curve').click();
  await learner.at('preset-one-knob').selectOption('klCoef');
  await learner.at('share-qr-open').click();
  await expect(learner.at('share-qr')).toBeVisible();
  await expect(learner.at('share-qr')).toHaveAttribute('aria-label', /QR code of the link http/);
  await learner.at('share-frame-open').click();
  await expectNoBarrierInAnyLight(page, 'all');
  await expectToFitEveryWidth(page);
  await learner.at('copy-frame').click();
  const link = await learner.at('share-link').inputValue();
  const frame = await page.evaluate(() => navigator.clipboard.readText());
  expect(frame).toContain(`src="${link.replaceAll('&', '&amp;')}"`);
  expect(new URL(link).searchParams.get('show')).toBe('klCoef');
  expect(link.length).toBeLessThan(300);
  const opened = page.waitForEvent('popup');
  await learner.at('share-preview').click();
  const student = await opened;
  await student.getByTestId('micro-step').click({ timeout: 60_000 });
  await expect(student.getByTestId('samples')).toBeVisible();
  await expect(student.locator('figure')).toHaveCount(1);
  await expect(student.getByTestId('current-micro-step')).toHaveCount(0);
  await expect(student.getByTestId(/^knob-/)).toHaveCount(1);
});

test('a link to the label desk alone leads nowhere else', async ({ page, learner }) => {
  await page.goto('/?backend=wasm&hide=train#label');
  await expect(learner.at('label-list')).toBeVisible({ timeout: 60_000 });
  await learner.at('label-next').click();
  await learner.at('label-next').click();
  await expect(learner.at('label-compare')).toBeVisible();
  for (const gone of ['label-train', 'view-train']) await expect(learner.at(gone)).toHaveCount(0);
});

test('keys do not press what a link has hidden', async ({ learner }) => {
  await learner.open({ ...SMALL, hide: 'microStep', lock: 'run' });
  await expect(learner.at('run')).toBeDisabled();
  await expect(learner.at('iteration-step')).toBeEnabled({ timeout: 60_000 });
  await learner.page.locator('body').press('m');
  await learner.page.locator('body').press(' ');
  await learner.page.waitForTimeout(1000);
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'ready');
});

test('a link that hides what there is not says so, with the nearest name, and hides the rest', async ({ learner }) => {
  await learner.open({ ...SMALL, hide: 'resett,speed', lock: 'klcoef' });
  const notices = learner.at('notice');
  await expect(notices.filter({ hasText: '"resett". Perhaps reset was meant' })).toBeVisible();
  await expect(notices.filter({ hasText: '"klcoef". Perhaps klCoef was meant' })).toBeVisible();
  await expect(learner.at('speed')).toHaveCount(0);
});

/** Where every curve of the page ends, to the last digit. */
async function ends(learner: Learner): Promise<readonly (string | null)[]> {
  await learner.reading('kl', 'kl');
  const values = learner.page.locator('[data-metric]');
  return values.evaluateAll((all) => all.map((each) => each.getAttribute('data-value')));
}

test('a hidden tab pauses the run, and it goes on to the same numbers', async ({ learner }) => {
  const { page } = learner;
  const link = { ...SMALL, ppoIterations: 4, pane: 'inside' };
  await learner.open(link);
  await learner.run('ppo', 60_000);
  const whole = await ends(learner);

  await learner.open(link);
  const card = learner.at('stage-ppo');
  // Slowly enough to be caught in the middle.
  await learner.at('speed').fill('3');
  await learner.at('run').click({ timeout: 60_000 });
  await expect(learner.at('progress')).toHaveAttribute('data-iteration', '1', { timeout: 60_000 });
  await learner.setHidden(true);
  await expect(card).toHaveAttribute('data-status', 'paused');
  await page.waitForTimeout(1500);
  await expect(card).toHaveAttribute('data-status', 'paused');
  await learner.setHidden(false);
  await expect(learner.at('went-on')).toContainText('PPO waited');
  await learner.at('speed').fill('7');
  await expect(card).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
  expect(await ends(learner)).toEqual(whole);

  // One that the learner had paused stays so.
  await learner.at('reset').click();
  await learner.at('confirm-proceed').click();
  await learner.at('micro-step').click();
  await expect(card).toHaveAttribute('data-status', 'paused');
  await learner.setHidden(true);
  await learner.setHidden(false);
  await page.waitForTimeout(500);
  await expect(card).toHaveAttribute('data-status', 'paused');
  await expect(learner.at('went-on')).toHaveCount(0);
});

test('rude words are masked unless they are wanted, on this machine and in the link, and the data stay', async ({
  learner,
}) => {
  const { page } = learner;
  await learner.open(SMALL);
  await learner.at('view-compare').click();
  await learner.at('compare-input').fill('you are stupid .');
  await learner.at('compare-send').click();
  await expect(learner.at('answer-ppo-1')).toBeVisible({ timeout: 60_000 });
  const heading = page.getByRole('heading', { name: 'you are', level: 3 });
  await expect(heading).toContainText('you are s••• .');
  await learner.at('compare-input').fill('you are stup');
  await expect(page.getByRole('option')).toHaveText('s•••');
  await page.getByRole('option').click();
  await expect(learner.at('compare-input')).toHaveValue(/^you are stupid/);
  await learner.at('display').click();
  await learner.at('mask').uncheck();
  await expectNoBarrierInAnyLight(page, 'all');
  await page.keyboard.press('Escape');
  await expect(heading).toContainText('you are stupid .');
  await expect(page).toHaveURL((url) => url.searchParams.get('mask') === 'off');
  await page.goto('/?size=XS&backend=wasm#compare');
  await learner.at('compare-input').fill('you are ugl');
  await expect(page.getByRole('option')).toHaveText('ugly');
  await page.goto('/?size=XS&backend=wasm&mask=on#compare');
  await learner.at('compare-input').fill('you are ugl');
  await expect(page.getByRole('option')).toHaveText('u•••');
});

test('the projector enlarges every view, and nothing scrolls sideways', async ({ learner }) => {
  const { page } = learner;
  await learner.open(SMALL);
  await learner.step('iteration-step');
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  const usual = await size();
  await learner.at('display').click();
  await learner.at('projector').check();
  await page.keyboard.press('Escape');
  expect(await size()).toBeGreaterThan(usual * 1.35);
  for (const view of ['start', 'train', 'label', 'compare', 'evaluate', 'lab', 'runs']) {
    await learner.at(`view-${view}`).click();
    // A view that is opened for the first time is on its way for a moment.
    await expect(page.getByRole('main')).toBeVisible();
    for (const width of [1280, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      await expect.poll(() => sideways(page), { message: `${view} at ${width}` }).toBeLessThanOrEqual(0);
    }
  }
  await expectNoBarrierInAnyLight(page, 'all');
  await page.reload();
  expect(await size()).toBeGreaterThan(usual * 1.35);
});
