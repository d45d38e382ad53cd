/** What a browser may refuse or lose, and what two tabs may do to each other: the page says it, and nothing is lost. */
import type { Page } from '@playwright/test';
import { ASK_EVERY, MOST_UNANSWERED } from '../../src/page/store/wire/watchdog';
import { expect, Learner, test } from './learner';

const PPO = { size: 'XS', backend: 'wasm', ppoIterations: 40, rolloutBatch: 8, ptxBatch: 2 };

async function opened(page: Page, query: Readonly<Record<string, string | number>> = PPO): Promise<Learner> {
  const learner = new Learner(page);
  await learner.open(query);
  await expect(learner.at('run')).toBeEnabled({ timeout: 60_000 });
  return learner;
}

const iterationOf = async (learner: Learner) => Number(await learner.at('progress').getAttribute('data-iteration'));

test('where the address bar cannot be written, a knob still acts, and one notice says so', async ({ page }) => {
  await page.addInitScript(() => {
    history.replaceState = () => {
      throw new DOMException('too many', 'SecurityError');
    };
  });
  const learner = await opened(page);
  await learner.at('knob-klCoef').getByRole('textbox').fill('3');
  await learner.at('knob-klCoef').getByRole('textbox').press('Enter');
  for (let i = 0; i < 4; i++) await learner.step('micro-step');
  await expect(learner.at('current-micro-step')).toHaveAttribute('data-kind', 'klPenalty');
  await expect(learner.at('numbers-klPenalty')).toContainText('3.00');
  await expect(learner.at('notice')).toHaveCount(1);
  await expect(learner.at('notice')).toContainText('Share');
});

test('a browser whose storage is full opens all the same', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  const learner = await opened(page, { size: 'XS', ppoIterations: 2, rolloutBatch: 8 });
  await expect(learner.at('backend-badge')).toContainText('WASM');
  await learner.run('ppo', 60_000);
  expect(learner.complaints).toEqual([]);
});

test('a browser that denies its database says so once, and in the list of runs', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  const learner = await opened(page, { ...PPO, ppoIterations: 2 });
  await learner.run('ppo', 60_000);
  await expect(learner.at('notice')).toHaveCount(1);
  await learner.at('view-runs').click();
  await expect(learner.at('runs-closed')).toContainText('cannot be opened');
  await expect(learner.at('notice')).toHaveCount(1);
});

test('two tabs that go on from one visit keep a run each, and a reset in one leaves the other what it had', async ({
  context,
  page,
}) => {
  const first = await opened(page);
  for (let i = 0; i < 2; i++) await first.step('iteration-step');

  const another = new Learner(await context.newPage());
  await expect(async () => {
    await another.open(PPO);
    await expect(another.at('come-back')).toContainText('stopped at 2 of 40');
  }).toPass({ timeout: 60_000 });
  await another.at('come-back-go-on').click();
  await expect.poll(() => iterationOf(another), { timeout: 60_000 }).toBe(2);
  await another.step('iteration-step');
  await first.step('iteration-step');
  for (const each of [first, another]) await each.kept();
  await first.at('view-runs').click();
  await expect(first.at('run-card')).toHaveCount(2);

  await another.at('reset').click();
  await another.at('confirm-proceed').click();
  await another.keptNothing();
  await page.reload();
  await first.at('view-train').click();
  await first.at('come-back-go-on').click({ timeout: 60_000 });
  await expect.poll(() => iterationOf(first), { timeout: 60_000 }).toBe(3);
});

/** The worker that trains. */
function trainer(page: Page) {
  const worker = page.workers().find((each) => each.url().includes('engine.worker'));
  if (worker === undefined) throw new Error('The page has no worker that trains.');
  return worker;
}

test('a worker that crashes leaves what is on view, and a press goes on to the numbers of an undisturbed run', async ({
  page,
  browser,
  baseURL,
}) => {
  const SHORT = { ...PPO, ppoIterations: 12 };
  const learner = await opened(page, SHORT);
  for (let i = 0; i < 3; i++) await learner.step('iteration-step');
  await learner.kept();
  const before = await learner.reading('reward', 'goldReward');
  await trainer(page).evaluate(() => {
    setTimeout(() => {
      throw new Error('broken on purpose');
    });
  });
  await expect(learner.at('stopped')).toContainText('has stopped');
  await expect(learner.at('run')).toBeDisabled();
  expect(await learner.reading('reward', 'goldReward')).toBe(before);

  await learner.at('stopped-go-on').click();
  await expect(learner.at('run')).toBeEnabled({ timeout: 60_000 });
  await expect(learner.at('stopped')).toHaveCount(0);
  expect(await iterationOf(learner)).toBe(3);
  await learner.run('ppo', 60_000);
  const after = await learner.reading('reward', 'goldReward');

  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const undisturbed = await opened(await context.newPage(), SHORT);
  await undisturbed.run('ppo', 60_000);
  expect(after).toBe(await undisturbed.reading('reward', 'goldReward'));
  await context.close();
});

test('a worker that ends without a word is noticed, and a press goes on', async ({ page }) => {
  await page.clock.install();
  const learner = await opened(page);
  await learner.at('run').click();
  await expect.poll(() => iterationOf(learner), { timeout: 60_000 }).toBeGreaterThan(0);
  await trainer(page).evaluate(() => {
    self.close();
  });
  await learner.at('view-label').click();
  await page.clock.runFor(ASK_EVERY * (MOST_UNANSWERED + 2));
  await expect(learner.at('stopped')).toContainText('has not answered');
  await learner.at('stopped-go-on').click();
  await expect(learner.at('stopped')).toHaveCount(0);
  await expect(learner.at('backend-badge')).toContainText('WASM', { timeout: 60_000 });
  await expect(learner.at('view-label')).toHaveAttribute('aria-current', 'page');
});

const TRAINER = /assets\/trainer-[^/]*\.js$/;

test('what is sent while the part that trains is still loading is done once it has loaded', async ({ page }) => {
  const learner = new Learner(page);
  const sent: string[] = [];
  await page.exposeFunction('sending', (type: string) => sent.push(type));
  await page.addInitScript(() => {
    window.Worker = class extends Worker {
      override postMessage(message: { type: string }, transfer?: object): void {
        (window as unknown as { sending: (type: string) => void }).sending(message.type);
        super.postMessage(message, transfer as Transferable[]);
      }
    };
  });
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(TRAINER, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto('/?size=XS&backend=wasm&stage=sft');
  await learner.at('weights-file').setInputFiles('public/checkpoints/XS/sft.safetensors');
  await expect.poll(() => sent).toEqual(expect.arrayContaining(['start', 'openFile']));
  release();
  await expect(learner.at('stage-sft')).toHaveAttribute('data-origin', 'file', { timeout: 60_000 });
  await expect(learner.at('run')).toBeEnabled();
  expect(learner.complaints).toEqual([]);
});

test('a part that trains and cannot be loaded is a sentence', async ({ page }) => {
  await page.route(TRAINER, (route) => route.abort());
  await page.goto('/');
  await expect(page.getByTestId('fatal')).toContainText('could not be started', { timeout: 60_000 });
});

test('a question that is asked before the models are there is answered once they are', async ({ page }) => {
  await page.goto('/?size=XS&backend=wasm#compare');
  const learner = new Learner(page);
  await learner.at('use-case-question').click();
  await learner.at('use-case-prompts').getByRole('button').first().click();
  await expect(learner.at('compare-waiting').or(learner.at('answer-ppo-1')).first()).toBeVisible();
  await expect(learner.at('answer-ppo-1')).toBeVisible({ timeout: 60_000 });
  await expect(learner.at('compare-problem')).toHaveText('');
});
