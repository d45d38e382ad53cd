/** The workbench of every stage stands in nobody's way; so do the other views, each where its own tests have filled it. */
import { en } from '../../src/page/text/en/en';
import { expectClear, expectClearOnPhone, sideways, WIDTHS } from './barriers';
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
};

for (const stage of STAGES) {
  test(`the workbench of ${stage} stands in nobody's way`, async ({ learner }) => {
    await learner.open({ ...LINK, stage });
    await learner.stepTo('update');
    await expectClear(learner.page, stage);

    // On a phone the charts and knobs are behind a tab.
    await learner.page.setViewportSize({ width: WIDTHS[0], height: 800 });
    await learner.page.getByRole('button', { name: en.answers.pane.overTime, exact: true }).click();
    await expect(learner.at('advanced')).toBeVisible();
    await expectClearOnPhone(learner.page, `${stage} over time`);
  });
}

/** Micro-steps of one iteration at most. */
const KINDS = 6;

for (const stage of STAGES) {
  test(`on a phone nothing of the inside of ${stage} is wider than the page, stepped or running`, async ({
    learner,
  }) => {
    const { page } = learner;
    await page.setViewportSize({ width: 390, height: 844 });
    await learner.open({
      ...{ stage, size: 'XS', backend: 'wasm', pane: 'inside', pretrainSteps: 10_000, sftEpochs: 32 },
      ...{ comparisonPrompts: 1000, rmEpochs: 16, ppoIterations: 2000 },
    });
    const expectToFit = (where: string) => expect.poll(() => sideways(page), where).toBeLessThanOrEqual(0);
    await expectToFit('before the first step');
    for (let i = 0; i < KINDS; i++) {
      await learner.step('micro-step');
      await expectToFit(`stepped: ${await learner.microStep()}`);
      const token = page.locator('thead button[aria-pressed="false"]').first();
      if ((await token.count()) > 0) await token.click();
      await expectToFit(`a token of ${await learner.microStep()}`);
    }
    await learner.at('pane-inside').click();
    await learner.at('run').click();
    const widest = await page.evaluate(async () => {
      let most = 0;
      for (let i = 0; i < 60; i++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        const { scrollWidth, clientWidth } = document.documentElement;
        most = Math.max(most, scrollWidth - clientWidth);
      }
      return most;
    });
    expect(widest, 'while it runs').toBeLessThanOrEqual(0);
    await expect(learner.at('pause')).toBeVisible();
  });
}
