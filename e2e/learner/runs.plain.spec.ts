/** Every run is kept: to be compared, laid over, replayed, handed on, and found again after a reload. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { OVERLAY_DASH } from '../../src/page/ui/charts/chartLabels';
import { expectClear, expectNoBarrierInAnyLight, expectToFitEveryWidth } from './barriers';
import { expect, test, type Learner } from './learner';

const SHORT = { pane: 'inside', size: 'XS', backend: 'wasm', ppoIterations: 3, rolloutBatch: 8, ptxBatch: 2 };

async function turn(learner: Learner, knob: string, value: string): Promise<void> {
  const field = learner.at(`knob-${knob}`).getByRole('textbox');
  await field.fill(value);
  await field.press('Enter');
  await expect(learner.at(`knob-${knob}`)).toHaveAttribute('data-value', value);
}

/** Two short runs of PPO: with β = 0, then with β = 0.1. Returns the last KL of each. */
async function trainTwice(learner: Learner): Promise<{ without: number; withPenalty: number }> {
  await learner.open({ ...SHORT, klCoef: 0 });
  await learner.run('ppo', 60_000);
  const without = await learner.reading('kl', 'kl');
  await turn(learner, 'klCoef', '0.1');
  await learner.at('reset').click();
  await learner.at('confirm-proceed').click();
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'ready');
  await learner.run('ppo', 60_000);
  return { without, withPenalty: await learner.reading('kl', 'kl') };
}

/** The other run's curve of the KL: drawn with a dash of its own, named, and told to the digit. */
async function expectOverlay(learner: Learner, name: string, own: number, other: number): Promise<void> {
  const chart = learner.at('chart-kl');
  const dashed = chart.locator(`svg.recharts-surface path[stroke-dasharray="${OVERLAY_DASH}"]`);
  await expect(dashed).toHaveCount(1);
  expect((await dashed.getAttribute('d'))?.length).toBeGreaterThan(10);
  await expect(learner.at('overlay-note').locator('[data-overlay]')).toHaveText(name);
  const cursor = chart.getByRole('slider');
  await cursor.focus();
  await cursor.press('End');
  const told = (of: string) => chart.locator(`[data-reading="kl"]${of}`);
  await expect(told(':not([data-run=""])')).toContainText(String(Number(other.toPrecision(6))));
  await expect(told('[data-run=""]')).toContainText(String(Number(own.toPrecision(6))));
  const exact = String(Number(other.toPrecision(6))).replace('.', '\\.');
  await expect(cursor).toHaveAttribute('aria-valuetext', new RegExp(`\\(${name}\\) ${exact}`));
  await cursor.press('Escape');
}

interface Answered {
  readonly words: readonly string[];
  readonly score: string | null;
}

/** What a model says to one prompt, word by word, and what the reward model makes of it. */
async function askedFor(page: Page, model: string): Promise<Answered> {
  await page.getByTestId('compare-input').fill('describe the owl .');
  await page.getByTestId('compare-send').click();
  const answer = page.getByTestId(`answer-${model}`);
  // Not the example that the view has asked by itself.
  await expect(page.getByTestId('compare-newest')).toContainText('describe the owl .', { timeout: 60_000 });
  const score = await answer.locator('[data-score]').getAttribute('data-score', { timeout: 60_000 });
  return { words: await answer.getByRole('toolbar').getByRole('button').allInnerTexts(), score };
}

test('a learner lays β = 0 over β = 0.1, scrubs through it, and finds both after a reload', async ({ learner }) => {
  const { page } = learner;
  const { without, withPenalty } = await trainTwice(learner);
  expect(without).not.toBe(withPenalty);

  await learner.at('view-runs').click();
  const cards = learner.at('run-card');
  await expect(cards).toHaveCount(2);
  const [newer, older] = [cards.nth(0), cards.nth(1)];
  await expect(newer.getByTestId('run-name')).toHaveText(/^PPO with β 0\.1, /);
  await expect(older.getByTestId('run-name')).toHaveText(/^PPO with β 0, /);
  await expect(newer.locator('[data-metric="kl"]')).toHaveAttribute('data-value', String(withPenalty));
  await expect(older.locator('[data-metric="kl"]')).toHaveAttribute('data-value', String(without));
  await learner.at('runs-against').selectOption({ index: 3 });
  await expect(newer.getByTestId('run-differences')).toHaveText('differs: β 0 → 0.1');

  const overlaid = await older.getByTestId('run-name').innerText();
  await older.getByTestId('overlay-run').click();
  await expect(older.getByTestId('overlay-run')).toHaveAttribute('aria-pressed', 'true');
  await expect(older).toContainText('reward model: shipped');
  await expectClear(page, 'runs', 'all');
  await older.getByTestId('see-overlay').click();
  await expect(learner.at('overlay-note')).toContainText('differs from the present settings: β 0.1 → 0.');
  await expectOverlay(learner, overlaid, withPenalty, without);
  await turn(learner, 'klCoef', '0.3');
  await expect(learner.at('overlay-note')).toContainText('differs from the present settings: β 0.3 → 0.');
  await turn(learner, 'klCoef', '0.1');
  await learner.at('overlay-note').getByRole('button').click();
  await expect(learner.at('overlay-note')).toHaveCount(0);
  await expect(learner.at('chart-kl').locator(`path[stroke-dasharray="${OVERLAY_DASH}"]`)).toHaveCount(0);

  await learner.at('view-runs').click();
  await older.getByTestId('replay-run').click();
  const scrubber = learner.at('replay-scrubber');
  const kl = learner.at('chart-kl').locator('[data-metric="kl"]');
  await expect(learner.at('replay')).toHaveAttribute('data-place', '0');
  // What this very visit has left is not offered as if it were over.
  await expect(learner.at('come-back')).toHaveCount(0);
  await expect(kl).toHaveAttribute('data-value', '');
  await scrubber.press('End');
  await expect(kl).toHaveAttribute('data-value', String(without));
  await expect(learner.at('replay-moment')).toHaveText('iteration 3 of 3');
  await expect(learner.at('knob-klCoef')).toHaveAttribute('data-value', '0');
  await expect(learner.at('knob-klCoef').getByRole('textbox')).toBeDisabled();
  await expect(learner.at('run')).toHaveCount(0);
  const end = Number(await learner.at('replay').getAttribute('data-place'));
  await learner.at('replay-back').click();
  await expect(learner.at('replay')).toHaveAttribute('data-place', String(end - 1));
  await scrubber.press('Home');
  await learner.at('replay-forward').click();
  await expect(learner.at('current-micro-step')).toHaveAttribute('data-kind', 'prompts');
  await learner.at('replay-play').click();
  await expect(learner.at('replay')).toHaveAttribute('data-place', String(end), { timeout: 60_000 });
  await expectClear(page, 'replay');
  await expectNoBarrierInAnyLight(page, 'all');
  await page.emulateMedia({ colorScheme: 'light' });
  await learner.at('replay-leave').click();
  await expect(learner.at('run')).toBeVisible();
  expect(await learner.reading('kl', 'kl')).toBe(withPenalty);
  await expect(learner.at('knob-klCoef')).toHaveAttribute('data-value', '0.1');

  await page.reload();
  await learner.at('view-runs').click();
  await expect(cards).toHaveCount(2);
  await older.getByTestId('rename-run').click();
  await learner.at('run-new-name').fill('without the penalty');
  await learner.at('run-new-name').press('Enter');
  await expect(older.getByTestId('run-name')).toHaveText('without the penalty');
  await newer.getByTestId('delete-run').click();
  await learner.at('delete-run-sure').click();
  await expect(cards).toHaveCount(1);
  await expect(learner.at('run-name')).toHaveText('without the penalty');
  await learner.at('delete-all').click();
  await learner.at('delete-all-sure').click();
  await expect(cards).toHaveCount(0);
});

test('a run goes to another browser as a file; another file is refused with a sentence', async ({
  learner,
  browser,
  baseURL,
}) => {
  const { page } = learner;
  await learner.open({ ...SHORT, ppoIterations: 1 });
  await learner.run('ppo', 60_000);
  const kl = await learner.reading('kl', 'kl');
  await learner.at('view-compare').click();
  const answered = await askedFor(page, 'ppo-1');
  await learner.at('view-runs').click();
  await expect(learner.at('run-card')).toContainText('policy kept');
  const [saved] = await Promise.all([page.waitForEvent('download'), learner.at('export-run').click()]);
  const bytes = readFileSync(await saved.path());

  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const other = await context.newPage();
  await other.goto('./?size=XS&backend=wasm#runs');
  const give = (name: string, buffer: Buffer) =>
    other.getByTestId('run-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await give('holiday.jpg', Buffer.from('a picture of the sea'));
  await expect(other.getByTestId('notice')).toContainText('“holiday.jpg” was not imported.');
  await give('half.run', bytes.subarray(0, bytes.length / 2));
  await expect(other.getByTestId('notice').filter({ hasText: '“half.run”' })).toContainText('cut short');
  await expect(other.getByTestId('run-card')).toHaveCount(0);
  await give('mine.run', bytes);
  const card = other.getByTestId('run-card');
  await expect(card.locator('[data-metric="kl"]')).toHaveAttribute('data-value', String(kl));
  await expect(card).toContainText('policy kept');
  await give('again.run', bytes);
  await expect(other.getByTestId('notice').filter({ hasText: '“again.run”' })).toContainText('is here already');
  await expect(card).toHaveCount(1);
  await card.getByTestId('replay-run').click();
  await other.getByTestId('replay-scrubber').press('End');
  await other.getByTestId('pane-inside').click();
  const last = other.getByTestId('chart-kl').locator('[data-metric="kl"]');
  await expect(last).toHaveAttribute('data-value', String(kl));
  await other.getByTestId('replay-leave').click();

  // Its policy came along: asked beside the others, it says what it said at home.
  await other.getByTestId('view-runs').click();
  const name = await card.getByTestId('run-name').innerText();
  await card.getByTestId('compare-run').click();
  await expect(other.getByTestId('model-added-1')).toBeChecked({ timeout: 60_000 });
  expect(await askedFor(other, 'added-1')).toEqual(answered);
  await expect(other.getByTestId('answer-added-1')).toContainText(name);
  await expect(other.getByTestId('answer-ppo-1')).toBeVisible();
  await context.close();
});

test('what was trained is there again after a reload, once the learner wants it', async ({ learner }) => {
  const { page } = learner;
  await learner.open({ ...SHORT, ppoIterations: 2, klCoef: 0 });
  await learner.run('ppo', 60_000);
  const ask = async () => {
    await learner.at('view-compare').click();
    await learner.at('compare-input').fill('describe the owl .');
    await learner.at('compare-send').click();
    const question = learner.at('compare-newest').getByRole('heading', { level: 3 });
    await expect(question).toContainText('describe the owl .', { timeout: 60_000 });
    return learner.at('answer-ppo-1').locator('[data-score]').getAttribute('data-score', { timeout: 60_000 });
  };
  const score = await ask();
  // The list tells that everything before it has been written.
  await learner.at('view-runs').click();
  await expect(learner.at('run-card')).toContainText('policy kept');
  await learner.keptDone();

  await page.goto('/?size=S&backend=wasm');
  await expect(learner.at('come-back')).toContainText('you trained PPO here, at size XS');
  await expectNoBarrierInAnyLight(page, 'all');
  await expectToFitEveryWidth(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  await learner.at('come-back-go-on').click();
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-origin', 'trained', { timeout: 60_000 });
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'done');
  await expect(learner.at('come-back')).toHaveCount(0);
  await expect(learner.at('knob-klCoef')).toHaveAttribute('data-value', '0');
  expect(await ask()).toBe(score);
});
