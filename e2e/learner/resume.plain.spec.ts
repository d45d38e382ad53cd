/** A reload in the middle of a stage: the learner goes on at the same step, with the same curves, to the same numbers. */
import type { Browser } from '@playwright/test';
import { expectNoBarrierInAnyLight, expectToFitEveryWidth } from './barriers';
import { expect, Learner, test, type Stage } from './learner';

const PPO = { size: 'XS', backend: 'wasm', ppoIterations: 4, rolloutBatch: 8, ptxBatch: 2, pane: 'inside' };
const PRETRAIN = {
  size: 'XS',
  backend: 'wasm',
  start: 'scratch',
  stage: 'pretrain',
  pretrainSteps: 12,
  pane: 'inside',
};

/** Every number of some charts, as their tables tell them. */
async function numbers(learner: Learner, charts: readonly string[]): Promise<string[]> {
  // The charts follow at most four times a second.
  await learner.page.waitForTimeout(400);
  const told: string[] = [];
  for (const chart of charts) {
    const place = learner.at(`chart-${chart}`);
    await place.getByRole('button', { name: /show as table$/ }).press('Enter');
    told.push(await place.getByRole('table').innerText());
    await place.getByRole('button', { name: /show as chart$/ }).press('Enter');
  }
  return told;
}

/** Iteration by iteration. */
async function stepTo(learner: Learner, iterations: number): Promise<void> {
  for (let done = 1; done <= iterations; done++) {
    await learner.step('iteration-step');
    await expect(learner.at('progress')).toHaveAttribute('data-iteration', String(done), { timeout: 60_000 });
  }
}

async function turn(learner: Learner, knob: string, value: string): Promise<void> {
  const field = learner.at(`knob-${knob}`).getByRole('textbox');
  await field.fill(value);
  await field.press('Enter');
  await expect(learner.at(`knob-${knob}`)).toHaveAttribute('data-value', value);
}

/** The same learner who never leaves, in a browser of their own: what the charts say at the end. */
async function withoutReload(
  browser: Browser,
  baseURL: string | undefined,
  stage: Stage,
  charts: readonly string[],
  begin: (learner: Learner) => Promise<void>,
): Promise<string[]> {
  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const other = new Learner(await context.newPage());
  await begin(other);
  await other.run(stage, 120_000);
  const told = await numbers(other, charts);
  await context.close();
  return told;
}

test('PPO goes on from the very micro-step, with its curves and the knob that was turned', async ({
  learner,
  browser,
  baseURL,
}) => {
  const { page } = learner;
  const charts = ['reward', 'kl', 'losses', 'entropy'];
  const begin = async (each: Learner) => {
    await each.open(PPO);
    await each.select('ppo');
    await stepTo(each, 2);
    await turn(each, 'klCoef', '0.1');
    for (const kind of ['prompts', 'rollout', 'score']) {
      await each.step('micro-step');
      await expect(each.at('current-micro-step')).toHaveAttribute('data-kind', kind);
    }
  };
  await begin(learner);
  const before = await numbers(learner, charts);
  await learner.kept();

  await page.goto('/?backend=wasm&pane=inside');
  await expect(learner.at('come-back')).toContainText('PPO (stopped at 2 of 4)');
  await expectNoBarrierInAnyLight(page, 'all');
  await page.emulateMedia({ colorScheme: 'light' });
  const window = page.viewportSize();
  await expectToFitEveryWidth(page);
  if (window) await page.setViewportSize(window);
  await learner.at('come-back-go-on').click();
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'paused', { timeout: 60_000 });
  await expect(learner.at('progress')).toHaveAttribute('data-iteration', '2');
  expect(await learner.microStep()).toBe('score');
  expect(await numbers(learner, charts)).toEqual(before);
  await expect(learner.at('knob-klCoef')).toHaveAttribute('data-value', '0.1');

  await learner.step('micro-step');
  expect(await learner.microStep()).toBe('klPenalty');
  await learner.run('ppo', 120_000);
  const after = await numbers(learner, charts);
  expect(after).toEqual(await withoutReload(browser, baseURL, 'ppo', charts, begin));

  await learner.at('view-runs').click();
  await expect(learner.at('run-card')).toHaveCount(1);
  await expect(learner.at('run-card')).toContainText('4 of 4 iterations');

  await learner.keptDone();
  await page.goto('/?pane=inside');
  await learner.at('come-back-go-on').click({ timeout: 60_000 });
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
  expect(new URL(page.url()).searchParams.has('backend')).toBe(false);
  await expect(learner.at('progress')).toHaveAttribute('data-iteration', '4');
  expect(await numbers(learner, charts)).toEqual(after);
  await expect(learner.at('next-round')).toBeEnabled();
});

test('pretraining goes on after the tab was closed in the middle of a run', async ({ learner, browser, baseURL }) => {
  const { page } = learner;
  const charts = ['loss', 'gradNorm'];
  await learner.open(PRETRAIN);
  await stepTo(learner, 3);
  await learner.kept();
  await page.reload();
  await learner.at('come-back-go-on').click({ timeout: 60_000 });
  await expect(learner.at('stage-pretrain')).toHaveAttribute('data-status', 'paused', { timeout: 60_000 });
  await expect(learner.at('progress')).toHaveAttribute('data-iteration', '3');
  await learner.run('pretrain', 120_000);
  const after = await numbers(learner, charts);
  expect(after).toEqual(
    await withoutReload(browser, baseURL, 'pretrain', charts, async (other) => other.open(PRETRAIN)),
  );
});

test('a run in full swing loses no more than its last seconds with its tab', async ({ learner }) => {
  const { page } = learner;
  await learner.open({ ...PPO, ppoIterations: 400 });
  await learner.at('run').click();
  const iteration = async () => Number(await learner.at('progress').getAttribute('data-iteration'));
  await expect.poll(iteration, { timeout: 60_000 }).toBeGreaterThan(0);
  const begun = await iteration();
  await page.waitForTimeout(7000);
  await page.goto('/?backend=wasm&pane=inside');
  await learner.at('come-back-go-on').click({ timeout: 60_000 });
  await expect(learner.at('come-back-goes-on')).toBeVisible();
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'paused', { timeout: 60_000 });
  await expect(learner.at('come-back-goes-on')).toHaveCount(0);
  expect(await iteration()).toBeGreaterThanOrEqual(begun);
});

test('what was kept by another version is told, and its weights come back', async ({ learner }) => {
  const { page } = learner;
  await learner.open(PPO);
  await learner.select('ppo');
  await learner.step('iteration-step');
  await learner.kept();
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('rlhf-playground runs');
        opening.onsuccess = () => {
          const store = opening.result.transaction('unfinished', 'readwrite').objectStore('unfinished');
          const reading = store.openCursor();
          reading.onsuccess = () => {
            const { result: cursor } = reading;
            if (cursor === null) {
              reject(new Error('Nothing was kept.'));
              return;
            }
            cursor.update({ ...(cursor.value as object), version: 99 }).onsuccess = () => {
              opening.result.close();
              resolve();
            };
          };
        };
        opening.onerror = () => {
          reject(new Error('The database does not open.'));
        };
      }),
  );
  await page.goto('/?backend=wasm&pane=inside');
  await expect(learner.at('come-back')).toContainText('its weights come back, its curves and its optimizer do not');
  await expect(learner.at('come-back')).toContainText(
    'At version of what lies on this machine it should have 1, and has 99.',
  );
  await learner.at('come-back-go-on').click();
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-origin', 'kept', { timeout: 60_000 });
});

test('a double click on “Go on” presses nothing of what comes to stand beneath the pointer', async ({ learner }) => {
  const { page } = learner;
  await learner.open({ ...PPO, stage: 'ppo' });
  await stepTo(learner, 1);
  await learner.kept();
  await page.goto('/?backend=wasm&pane=inside');
  const goOn = learner.at('come-back-go-on');
  await expect(goOn).toBeVisible();
  const heard = await page.evaluateHandle(() => {
    const names: string[] = [];
    document.addEventListener('click', ({ target }) => {
      const control = target instanceof Element ? target.closest<HTMLElement>('button, a, summary') : null;
      if (control) names.push(control.dataset['testid'] ?? control.innerText);
    });
    return names;
  });
  await goOn.dblclick();
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'paused', { timeout: 60_000 });
  expect(await heard.jsonValue()).toEqual(['come-back-go-on']);
});
