/** The label desk: a learner ranks by keyboard alone, sees the agreement, and what the rankings make of the reward model. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { en } from '../../src/page/text/en/en';
import { expectClear } from './barriers';
import { expect, test, type Learner } from './learner';

async function openDesk(learner: Learner, settings: Parameters<Learner['open']>[0] = {}): Promise<void> {
  await learner.open({ backend: 'wasm', ...settings });
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

/** Drags a file over the view, which shows where it would come in, and drops it there. */
async function drop(page: Page, name: string, content: string): Promise<void> {
  const files = await page.evaluateHandle(
    ([named, written]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([written], named));
      return transfer;
    },
    [name, content] as const,
  );
  await page.getByTestId('label-page').dispatchEvent('dragover', { dataTransfer: files });
  await expect(page.getByTestId('label-drop')).toBeVisible();
  await page.getByTestId('label-page').dispatchEvent('drop', { dataTransfer: files });
  await expect(page.getByTestId('label-drop')).toHaveCount(0);
}

test('a learner ranks eight prompts by keyboard alone, and the rankings change the reward model that PPO steps on', async ({
  page,
  learner,
}) => {
  // An order that follows no taste is learned where it counts for much.
  await openDesk(learner, { ownLabelWeight: 50 });
  for (let done = 1; done <= 8; done++) await rankByKeys(page, learner, done);

  const share = async (name: string) => Number(await learner.at(name).getAttribute('data-value'));
  await expect(learner.at('agreement-labelers')).toBeVisible();
  await expect(learner.at('label-newest')).toContainText(en.comparisons.origins.policy);

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
    /^This model learned from [\d ]+ simulated \+ [1-7] by people × 50\.$/,
  );
  await expect(learner.at('next-labels')).toContainText('2 000 simulated + 8 by people × 50');
});

test('a learner lets a policy learn from the rankings, sees the same prompts before and after, and keeps it', async ({
  page,
  learner,
}) => {
  await openDesk(learner);
  for (let done = 1; done <= 8; done++) await rankByKeys(page, learner, done);
  await expect(learner.at('label-more')).toBeVisible();
  await learner.at('label-enough-learn').click();
  await expect(learner.at('label-learning')).toBeVisible();
  await learner.at('label-stop').click();
  await expect(learner.at('label-learned')).toHaveCount(0);
  await learner.at('label-enough-learn').click();
  await expect(learner.at('learned-result')).toBeVisible({ timeout: 300_000 });
  await expect(learner.at('label-moved')).toBeVisible();
  const number = async (name: string) => Number(await learner.at('learned-summary').getAttribute(name));
  const prompts = learner.at('learned-prompt');
  expect(await prompts.count()).toBe(await number('data-answers'));
  await expect(learner.at('label-learned').locator('[data-changed="true"]')).toHaveCount(
    await number('data-different'),
  );

  const summary = await learner.at('learned-summary').innerText();
  await learner.at('label-go-on').click();
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-origin', 'trained');
  await expect(learner.at('stage-rewardModel')).toHaveAttribute('data-origin', 'trained');
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'done');
  await expect(learner.at('verdict')).toBeVisible();
  const learned = en.learnedFrom(6, false);
  await learner.at('view-runs').click();
  await expect(learner.at('run-name')).toContainText([`PPO, ${learned}`, `Reward model, ${learned}`]);

  await learner.keptDone();
  await page.reload();
  await learner.at('come-back-go-on').click({ timeout: 60_000 });
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
  await learner.at('view-label').click();
  await expect(learner.at('learned-summary')).toHaveText(summary, { useInnerText: true });
  await expect(learner.at('label-gone-on')).toBeVisible();
  await learner.at('view-train').click();
  await learner.at('stage-ppo').click();
  await expect(learner.at('verdict')).toBeVisible();
  await learner.at('go-on').click();
  await expect(page.getByText(`policy, ${learned}`).first()).toBeVisible({ timeout: 60_000 });
  await learner.at('view-train').click();
  await learner.at('go-round').click();
  await expect(learner.at('label-list')).toBeVisible({ timeout: 60_000 });
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
  await learner.at('agreement-fold').locator('summary').click({ timeout: 60_000 });
  await expect(learner.at('agreement-labelers')).toBeVisible();

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
  await expect(learner.at('label-problem')).toContainText('“broken.jsonl” was not imported. Line 3');
  await expect(learner.at('label-problem')).toContainText('elephant');
  await expect(learner.at('kept-label')).toHaveCount(2);

  await learner.at('kept-remove').first().click();
  await expect(page.locator('#kept-heading')).toBeFocused();
  await expect(learner.at('kept-label')).toHaveCount(1);
  await bring(page, 'mine.jsonl', rankings);
  await expect(learner.at('label-imported')).toHaveText('1 ranking added: 1 labeler more. 1 was here already.');
  await expect(learner.at('kept-label')).toHaveCount(2);
  await expect(learner.at('kept-whose').first()).toHaveText('mine');
  await bring(page, 'pairs.jsonl', pairs);
  const brought = pairs.trim().split('\n').length;
  await expect(learner.at('label-imported')).toHaveText(`${brought} rankings added: 1 labeler more.`);
  await bring(page, 'the same pairs.jsonl', pairs);
  await expect(learner.at('label-problem')).toContainText('It is here already, as “pairs”');
  await learner.at('labeler-remove').last().click();
  await expect(learner.at('label-labelers').locator('summary')).toBeFocused();
  await expect(learner.at('kept-label')).toHaveCount(2);

  const another = (letters: string) =>
    rankings.replaceAll(/"id":"[^"]*"/g, (id) => id.replace(/.{4}"$/, `${letters}"`));
  await page.getByTestId('label-file').setInputFiles(
    [
      ['mia', another('-mia')],
      ['bad', 'no ranking'],
      ['ben', another('-ben')],
    ].map(([name, content]) => ({
      name: `${name}.jsonl`,
      mimeType: 'application/jsonl',
      buffer: Buffer.from(content),
    })),
  );
  await expect(learner.at('label-imported')).toHaveText('4 rankings added: 2 labelers more.');
  await expect(learner.at('label-problem')).toContainText('“bad.jsonl” was not imported.');
  await expect(learner.at('kept-label')).toHaveCount(6);
  await page.reload();
  await expect(learner.at('kept-label')).toHaveCount(6, { timeout: 60_000 });
  await expect(learner.at('labeler')).toHaveText(['mine: 1 ranking', 'mia: 2 rankings', 'ben: 2 rankings']);
  await drop(page, 'mia once more.jsonl', another('-mia'));
  await expect(learner.at('label-problem')).toContainText('It is here already, as “mia”');
  await drop(page, 'zoe.jsonl', another('-zoe'));
  await expect(learner.at('label-imported')).toHaveText('2 rankings added: 1 labeler more.');
  await expect(learner.at('kept-label')).toHaveCount(8);
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
  await expect(page.getByTestId('agreement-labelers')).toBeHidden();
  for (const fold of await page.getByRole('main').locator('details').all()) await fold.locator('summary').click();
  await expect(page.getByTestId('agreement-labelers')).toBeVisible();
  await bring(page, 'bad.jsonl', '{"prompt":"hello","chosen":"hello !"}');
  await expect(page.getByTestId('label-problem')).toContainText('Line 1');
  await expectClear(page, 'label', 'all');
});
