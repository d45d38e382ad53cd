/** The label desk: a learner ranks by keyboard alone, sees the agreement, and what the rankings make of the reward model. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectClear } from './barriers';
import { expect, test, type Learner } from './learner';

async function openDesk(learner: Learner): Promise<void> {
  await learner.open({ backend: 'wasm' });
  await learner.at('rank-first').click();
  await expect(learner.at('label-list')).toBeVisible({ timeout: 60_000 });
  const { page } = learner;
  for (let i = 0; i < 20 && (await page.locator('[role="row"]:focus').count()) === 0; i++) {
    await page.keyboard.press('Tab');
  }
}

/** Ranks what lies on the desk with keys alone: the second answer first, the last two tied. */
async function rankByKeys(page: Page, learner: Learner, done: number): Promise<void> {
  const rows = learner.at('label-list').getByRole('row');
  await expect(rows.first().and(page.locator(':focus'))).toBeVisible();
  const second = await rows.nth(1).getAttribute('data-response');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(rows.first()).toHaveAttribute('data-response', second ?? '');
  for (let below = await rows.count(); below > 1; below--) await page.keyboard.press('ArrowDown');
  if ((await rows.count()) > 2) {
    await page.keyboard.press('=');
    await expect(rows.last()).toHaveAttribute('data-rank', String((await rows.count()) - 1));
  }
  await page.keyboard.press('5');
  await page.keyboard.press('Enter');
  await expect(learner.at('label-progress')).toHaveAttribute('data-done', String(done));
}

async function downloaded(page: Page, learner: Learner, button: string): Promise<string> {
  const waiting = page.waitForEvent('download');
  await learner.at(button).click();
  return readFileSync(await (await waiting).path(), 'utf8');
}

const bring = (page: Page, name: string, content: string) =>
  page.getByTestId('label-file').setInputFiles({ name, mimeType: 'application/jsonl', buffer: Buffer.from(content) });

test('a learner ranks eight prompts by keyboard alone, and the rankings change the reward model that PPO steps on', async ({
  page,
  learner,
}) => {
  await openDesk(learner);
  for (let done = 1; done <= 8; done++) await rankByKeys(page, learner, done);

  const share = async (name: string) => Number(await learner.at(name).getAttribute('data-value'));
  await expect(learner.at('agreement-labelers')).toBeVisible();
  await expect(learner.at('label-newest')).toContainText('the policy');

  await learner.at('label-compare').click();
  await expect(learner.at('label-effect-result')).toBeVisible({ timeout: 120_000 });
  expect(await share('effect-learned-with')).toBeGreaterThan(await share('effect-learned-without'));
  const scores = learner.at('kept-label').first().locator('tbody tr').first().locator('td');
  expect(await scores.nth(2).textContent()).not.toBe(await scores.nth(3).textContent());

  await learner.at('label-step').click();
  await expect(learner.at('stage-rewardModel')).toHaveAttribute('data-origin', 'trained');
  await expect(learner.at('current-micro-step')).toHaveAttribute('data-kind', 'update', { timeout: 60_000 });
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'paused');
  await learner.select('rewardModel');
  await expect(learner.at('own-labels')).toContainText(
    /^This model learned from [\d ]+ simulated \+ [1-7] of yours × 10\.$/,
  );
  await expect(learner.at('next-labels')).toContainText('2 000 simulated + 8 of yours × 10');
});

test('a held key and a double click hand in nothing that nobody ranked', async ({ page, learner }) => {
  await openDesk(learner);
  const done = learner.at('label-progress');
  const hold = async (key: string) => {
    for (let i = 0; i < 8; i++) await page.keyboard.down(key);
    await page.keyboard.up(key);
  };
  await hold('Enter');
  await expect(learner.at('label-hint')).not.toBeEmpty();
  await expect(done).toHaveAttribute('data-done', '0');

  const prompt = await learner.at('label-prompt').textContent();
  await hold('s');
  await expect(learner.at('label-prompt')).not.toHaveText(prompt ?? '');
  await hold('u');
  await expect(learner.at('label-prompt')).toHaveText(prompt ?? '');

  const next = learner.at('label-next');
  await hold('s');
  await next.focus();
  await hold('Enter');
  await expect(learner.at('label-hint')).not.toBeEmpty();
  await expect(done).toHaveAttribute('data-done', '0');

  await learner.at('label-skip').click();
  await expect(learner.at('label-hint')).toBeEmpty();
  await next.dblclick();
  await expect(learner.at('label-hint')).not.toBeEmpty();
  await expect(done).toHaveAttribute('data-done', '0');
  await next.click();
  await expect(done).toHaveAttribute('data-done', '1');

  // A held arrow moves the answer on and on.
  const rows = learner.at('label-list').getByRole('row');
  await expect(rows.first().and(page.locator(':focus'))).toBeVisible();
  const below = (await rows.count()) - 1;
  for (let i = 0; i < below; i++) await page.keyboard.press('ArrowDown');
  const moved = (await rows.last().getAttribute('data-response')) ?? '';
  await page.keyboard.down('Shift');
  for (let i = 0; i < below; i++) await page.keyboard.down('ArrowUp');
  await page.keyboard.up('ArrowUp');
  await page.keyboard.up('Shift');
  await expect(rows.first()).toHaveAttribute('data-response', moved);
});

test('a learner finds the rankings again after a reload, edits, undoes, deletes, and takes them out and in by file', async ({
  page,
  learner,
}) => {
  await openDesk(learner);
  await rankByKeys(page, learner, 1);
  await rankByKeys(page, learner, 2);
  await page.keyboard.press('u');
  await expect(learner.at('label-progress')).toHaveAttribute('data-done', '1');
  await page.keyboard.press('Enter');
  await expect(learner.at('label-progress')).toHaveAttribute('data-done', '2');

  await page.reload();
  await expect(learner.at('kept-label')).toHaveCount(2, { timeout: 60_000 });
  await expect(learner.at('agreement-labelers')).toBeVisible({ timeout: 60_000 });

  const first = learner.at('kept-label').first();
  const best = first.locator('tbody tr').first();
  const before = await best.textContent();
  await learner.at('kept-edit').first().click();
  await learner.at('label-list').getByRole('row').first().getByRole('button', { name: /down/ }).click();
  await page.keyboard.press('Enter');
  await expect(best).not.toHaveText(before ?? '');
  await expect(learner.at('label-progress')).toHaveAttribute('data-done', '2');

  const rankings = await downloaded(page, learner, 'label-export-rankings');
  expect(rankings.trim().split('\n')).toHaveLength(2);
  const pairs = await downloaded(page, learner, 'label-export-pairs');
  for (const line of pairs.trim().split('\n')) {
    expect(JSON.parse(line)).toEqual({
      prompt: [{ role: 'user', content: expect.any(String) }],
      chosen: [{ role: 'assistant', content: expect.any(String) }],
      rejected: [{ role: 'assistant', content: expect.any(String) }],
    });
  }

  await bring(page, 'broken.jsonl', `${rankings}{"prompt":"describe the elephant .","chosen":"a","rejected":"the"}\n`);
  await expect(learner.at('label-problem')).toContainText(
    '“broken.jsonl” was not imported, and nothing has changed. Line 3',
  );
  await expect(learner.at('label-problem')).toContainText('elephant');
  await expect(learner.at('kept-label')).toHaveCount(2);

  await learner.at('kept-remove').first().click();
  await expect(learner.at('kept-label')).toHaveCount(1);
  await bring(page, 'mine.jsonl', rankings);
  await expect(learner.at('label-imported')).toContainText('1 ranking added; 1 is here already');
  await expect(learner.at('kept-label')).toHaveCount(2);
  await bring(page, 'pairs.jsonl', pairs);
  const brought = pairs.trim().split('\n').length;
  await expect(learner.at('label-imported')).toHaveText(`${brought} rankings added.`);
  await bring(page, 'pairs.jsonl', pairs);
  await expect(learner.at('label-imported')).toContainText('Nothing was added');
  for (let i = 0; i < brought; i++) await learner.at('kept-remove').first().click();
  await expect(learner.at('kept-label')).toHaveCount(2);

  const another = rankings.replaceAll(/"id":"[^"]*"/g, (id) => id.replace(/.{4}"$/, '-two"'));
  await bring(page, 'another.jsonl', another);
  await expect(learner.at('label-imported')).toHaveText('2 rankings added.');
  await expect(learner.at('kept-label')).toHaveCount(4);
  await page.reload();
  await expect(learner.at('kept-label')).toHaveCount(4, { timeout: 60_000 });
  await bring(page, 'another.jsonl', another);
  await expect(learner.at('label-imported')).toContainText('Nothing was added');
  await expect(learner.at('kept-label')).toHaveCount(4);
});

test('a learner drags the worst answer to the top, and on to the bottom again', async ({ page, learner }) => {
  await openDesk(learner);
  const rows = learner.at('label-list').getByRole('row');
  const box = async (i: number) => (await rows.nth(i).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const drag = async (from: number, to: { readonly x: number; readonly y: number }) => {
    const start = await box(from);
    await page.mouse.move(start.x + 14, start.y + start.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y + 3, { steps: 6 });
    await page.mouse.move(to.x, to.y, { steps: 3 });
    await page.mouse.up();
  };
  const last = (await rows.count()) - 1;
  const moved = (await rows.nth(last).getAttribute('data-response')) ?? '';
  const top = await box(0);
  await drag(last, { x: top.x + 200, y: top.y + 1 });
  await expect(rows.first()).toHaveAttribute('data-response', moved);
  const bottom = await box(last);
  await drag(0, { x: bottom.x + 200, y: bottom.y + 0.7 * bottom.height });
  await expect(rows.nth(last)).toHaveAttribute('data-response', moved);
  await expect(rows.nth(last)).toHaveAttribute('data-tied', 'false');
});

test('the desk stands in nobody’s way', async ({ page }) => {
  await page.goto('/?backend=wasm#label');
  await expect(page.getByTestId('label-list')).toBeVisible({ timeout: 120_000 });
  await page.getByTestId('label-next').click();
  await page.getByTestId('label-next').click();
  await expect(page.getByTestId('label-newest')).toBeVisible();
  await expect(page.getByTestId('agreement-labelers')).toBeVisible();
  await bring(page, 'bad.jsonl', '{"prompt":"hello","chosen":"hello !"}');
  await expect(page.getByTestId('label-problem')).toContainText('Line 1');
  await expectClear(page, 'label', 'all');
});
