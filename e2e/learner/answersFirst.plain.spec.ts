/**
 * What one looks at while a stage runs at full speed stands inside the window, in a classroom's sizes, and holds still
 * long enough to be read.
 */
import type { Page } from '@playwright/test';
import { expect, STAGES, test, type Stage } from './learner';

/** Long enough to be looked at, whatever the machine. */
const LONG: Readonly<Record<Stage, Readonly<Record<string, string | number>>>> = {
  pretrain: { pretrainSteps: 10_000 },
  sft: { sftEpochs: 32 },
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

for (const stage of STAGES) {
  test(`while ${stage} runs, its answers, its main chart and the run bar are in view and hold still`, async ({
    learner,
  }) => {
    const { page } = learner;
    await page.setViewportSize(WINDOWS[0]);
    await learner.open({ stage, size: 'XS', backend: 'wasm', ...LONG[stage] });
    await learner.at('run').click({ timeout: 120_000 });
    await expect(learner.at('answers-table')).toBeVisible({ timeout: 60_000 });
    for (const projector of [false, true]) {
      await page.evaluate((on) => document.documentElement.toggleAttribute('data-projector', on), projector);
      for (const window of WINDOWS) {
        await page.setViewportSize(window);
        await expect(learner.at('pause')).toBeVisible();
        for (const testId of ['run-bar', 'answers-table', MAIN_CHART[stage]]) await expectInside(page, testId);
      }
    }
    for (const pane of ['answers', 'inside']) {
      await learner.at(`pane-${pane}`).click();
      await page.waitForTimeout(1500);
      const most = await page.evaluate(mostChanges, { milliseconds: WATCHED, selector: '[data-testid="left"]' });
      expect(most, pane).toBeLessThanOrEqual(READABLE);
    }
    await expect(learner.at('pause')).toBeVisible();
  });
}
