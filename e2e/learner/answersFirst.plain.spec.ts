/**
 * What one looks at stands inside the window in a classroom's sizes: before a stage runs, while it runs at full speed, and
 * in Compare. It holds still long enough to be read, and stays where it is when a run begins or ends.
 */
import type { Page } from '@playwright/test';
import { expect, STAGES, test, type Stage } from './learner';

/** Long enough to be looked at, whatever the machine. */
const LONG: Readonly<Record<Stage, Readonly<Record<string, string | number>>>> = {
  pretrain: { pretrainSteps: 10_000 },
  sft: { size: 'S', sftEpochs: 32 },
  rewardModel: { comparisonPrompts: 1000, rmEpochs: 16 },
  ppo: { ppoIterations: 2000 },
};

const WINDOWS = [
  { width: 1366, height: 768 },
  { width: 1024, height: 768 },
] as const;

/** Milliseconds for which the left half is watched, after what the press itself changes. */
const WATCHED = 6000;
/** Changes of one piece of text, a second. */
const READABLE = 2;

/** The most changes of one text node or of the children of one element, a second. Runs in the page. */
async function mostChanges({ milliseconds, selector }: { milliseconds: number; selector: string }): Promise<number> {
  const left = document.querySelector(selector);
  if (left === null) throw new Error(`Nothing is at ${selector}.`);
  const changes = new Map<Node, number[]>();
  const observer = new MutationObserver((records) => {
    for (const { target } of records) changes.set(target, [...(changes.get(target) ?? []), performance.now()]);
  });
  observer.observe(left, { subtree: true, characterData: true, childList: true });
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  observer.disconnect();
  // Changes of one redraw are one to the eye.
  const redraws = [...changes.values()].map((times) => times.filter((time, i) => i === 0 || time - times[i - 1] > 50));
  return Math.max(0, ...redraws.map((times) => (times.length / milliseconds) * 1000));
}

async function expectInside(page: Page, testId: string): Promise<void> {
  const box = await page.getByTestId(testId).boundingBox();
  const window = page.viewportSize();
  if (box === null || window === null) throw new Error(`${testId} is not drawn.`);
  expect(box.y, `top of ${testId}`).toBeGreaterThanOrEqual(0);
  expect(box.y + box.height, `bottom of ${testId}`).toBeLessThanOrEqual(window.height + 1);
  expect(box.x, `left of ${testId}`).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width, `right of ${testId}`).toBeLessThanOrEqual(window.width + 1);
}

const MAIN_CHART: Readonly<Record<Stage, string>> = {
  pretrain: 'chart-loss',
  sft: 'chart-loss',
  rewardModel: 'chart-accuracy',
  ppo: 'chart-reward',
};

/** In each of the windows, in usual type and in a projector's. */
async function inEachWindow(page: Page, look: (where: string) => Promise<void>): Promise<void> {
  for (const projector of [false, true]) {
    await page.evaluate((on) => document.documentElement.toggleAttribute('data-projector', on), projector);
    for (const window of WINDOWS) {
      await page.setViewportSize(window);
      await look(`${window.width} px${projector ? ', projector' : ''}`);
    }
  }
}

for (const stage of STAGES) {
  test(`before ${stage} runs, its answers, its main chart and the run bar are in view`, async ({ learner }) => {
    await learner.open({ stage, size: 'XS', backend: 'wasm' });
    await expect(learner.at('answers-table')).toBeVisible({ timeout: 60_000 });
    await inEachWindow(learner.page, async () => {
      for (const testId of ['run-bar', 'answers-table', MAIN_CHART[stage]]) await expectInside(learner.page, testId);
    });
  });
}

test('the answers stay where they are when a run begins and when it ends with its verdict', async ({ learner }) => {
  const { page } = learner;
  await learner.open({ size: 'XS', backend: 'wasm', ppoIterations: 60, rolloutBatch: 8, ptxBatch: 2 });
  const table = learner.at('answers-table');
  await expect(table).toBeVisible({ timeout: 60_000 });
  const places = async () => {
    const tops: Record<string, number> = {};
    await inEachWindow(page, async (where) => {
      tops[where] = Math.round((await table.boundingBox())?.y ?? NaN);
    });
    return tops;
  };
  const before = await places();
  await learner.at('run').click();
  await expect(learner.at('pause')).toBeVisible();
  await expect(learner.at('progress')).not.toHaveAttribute('data-iteration', '0');
  const during = await places();
  await expect(learner.at('verdict')).toBeVisible({ timeout: 120_000 });
  expect(during).toEqual(before);
  expect(await places()).toEqual(before);
  await inEachWindow(page, () => expectInside(page, 'verdict'));
});

test('Compare opens with its answers in view, on a projector too', async ({ learner, context }) => {
  await learner.open({ size: 'XS', backend: 'wasm' });
  for (const projector of [false, true]) {
    for (const window of WINDOWS) {
      const page = await context.newPage();
      await page.addInitScript((on) => localStorage.setItem('projector', on ? 'on' : 'off'), projector);
      await page.setViewportSize(window);
      await page.goto('/?size=XS&backend=wasm#compare');
      const answers = page.getByTestId(/^answer-/);
      await expect(answers).toHaveCount(4, { timeout: 120_000 });
      for (const answer of await answers.all())
        await expectInside(page, (await answer.getAttribute('data-testid')) ?? '');
      await page.close();
    }
  }
});

for (const stage of STAGES) {
  test(`while ${stage} runs, its answers, its main chart and the run bar are in view and hold still`, async ({
    learner,
  }) => {
    const { page } = learner;
    await page.setViewportSize(WINDOWS[0]);
    await learner.open({ stage, size: 'XS', backend: 'wasm', ...LONG[stage] });
    await learner.at('run').click({ timeout: 120_000 });
    await expect(learner.at('answers-table')).toBeVisible({ timeout: 60_000 });
    await inEachWindow(page, async () => {
      await expect(learner.at('pause')).toBeVisible();
      for (const testId of ['run-bar', 'answers-table', MAIN_CHART[stage]]) await expectInside(page, testId);
    });
    for (const pane of ['answers', 'inside']) {
      await learner.at(`pane-${pane}`).click();
      await page.waitForTimeout(1500);
      const most = await page.evaluate(mostChanges, { milliseconds: WATCHED, selector: '[data-testid="left"]' });
      expect(most, pane).toBeLessThanOrEqual(READABLE);
    }
    await expect(learner.at('pause')).toBeVisible();
  });
}
