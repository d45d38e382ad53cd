/** Every view, light and dark, from a phone to a wall: no barrier, nothing sideways, no control over another. */
import type { Page } from '@playwright/test';
import { en } from '../../src/page/text/en/en';
import { barriers, COLOR_SCHEMES, overlaps, sideways, WIDTHS } from './barriers';
import { expect, STAGES, test } from './learner';

const LINK = {
  size: 'XS',
  backend: 'wasm',
  sftEpochs: 1,
  rmEpochs: 1,
  comparisonPrompts: 16,
  ppoIterations: 1,
  rolloutBatch: 8,
  ptxBatch: 2,
  evaluationSamples: 1,
};

/** The folder for a picture of every view; none are taken without it. */
const pictures = process.env.PICTURES;

/** All rules in the first theme; in the other those alone that colors can break, for the rest is the same page. */
const JUDGED = { light: 'serious', dark: 'serious colors' } as const;

async function expectClear(page: Page, view: string, widths: readonly number[] = WIDTHS): Promise<void> {
  // A chart under the pointer shows its tools over its curves, as it should.
  await page.mouse.move(0, 0);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    // A drawing follows its place a moment later.
    await expect.poll(() => sideways(page), { message: `${view}, ${width} px, sideways` }).toBeLessThanOrEqual(0);
    await expect.poll(() => overlaps(page), { message: `${view}, ${width} px, overlaps`, timeout: 3000 }).toEqual([]);
    for (const colorScheme of COLOR_SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const found = await barriers(page, JUDGED[colorScheme]);
      if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${view}-${width}-${colorScheme}.png` });
      expect(found, `${view}, ${width} px, ${colorScheme}`).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

const FULLEST = { pretrain: 'update', sft: 'update', rewardModel: 'update', ppo: 'update' } as const;

for (const stage of STAGES) {
  test(`the workbench of ${stage} stands in nobody's way`, async ({ learner }) => {
    await learner.open({ ...LINK, stage });
    await learner.stepTo(FULLEST[stage]);
    await expectClear(learner.page, stage);

    // On a phone the charts and knobs are behind a tab.
    await learner.page.setViewportSize({ width: WIDTHS[0], height: 800 });
    await learner.page.getByRole('button', { name: en.panes.overTime, exact: true }).click();
    await expect(learner.at('advanced')).toBeVisible();
    await expectClear(learner.page, `${stage} over time`, [WIDTHS[0]]);
  });
}

test('label desk and comparison stand in nobody’s way', async ({ learner }) => {
  const { page } = learner;
  await learner.open(LINK);
  await learner.at('view-label').click();
  await expect(learner.at('label-list')).toBeVisible({ timeout: 60_000 });
  await learner.at('label-next').click();
  await learner.at('label-next').click();
  await expect(learner.at('agreement-labelers')).toBeVisible();
  await expectClear(page, 'label');

  await learner.at('view-compare').click();
  await learner.at('use-case-question').click();
  await learner.at('use-case-prompts').getByRole('button').first().click();
  await expect(learner.at('answer-ppo-1')).toBeVisible();
  await expectClear(page, 'compare');
});

test('the evaluation with its figures stands in nobody’s way', async ({ learner }) => {
  const { page } = learner;
  await learner.open(LINK);
  await learner.at('view-evaluate').click();
  await learner.at('run').click();
  await expect(learner.at('figure-size').locator('[data-value]').first()).toBeVisible({ timeout: 120_000 });
  await expect(learner.at('run')).toBeVisible({ timeout: 120_000 });
  await expectClear(page, 'evaluate');
});

test('kept runs, a replay and the link stand in nobody’s way', async ({ learner }) => {
  const { page } = learner;
  await learner.open(LINK);
  await learner.run('ppo', 60_000);
  await learner.at('view-runs').click();
  await expect(learner.at('run-card')).toHaveCount(1);
  await learner.at('overlay-run').click();
  await expectClear(page, 'runs');
  await learner.at('replay-run').click();
  await expect(learner.at('replay')).toBeVisible();
  await learner.at('replay-scrubber').press('End');
  await expectClear(page, 'replay');
  await learner.at('replay-leave').click();

  await learner.at('share').click();
  await expect(learner.at('share-dialog')).toBeVisible();
  await learner.at('share-each').click();
  await expectClear(page, 'share');
});

test('the lab stands in nobody’s way', async ({ learner }) => {
  const { page } = learner;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await learner.open({ backend: 'wasm' });
  await learner.at('view-lab').click();
  await expect(learner.at('scenario-goodhart')).toBeVisible();
  await expectClear(page, 'lab');
  await learner.at('scenario-goodhart').click();
  await page.getByRole('radio').first().check();
  await learner.at('lab-play').click();
  await expect(learner.at('scenario')).toHaveAttribute('data-done', 'true', { timeout: 30_000 });
  await expectClear(page, 'scenario');
});
