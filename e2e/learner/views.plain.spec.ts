/** The workbench of every stage stands in nobody's way; so do the other views, each where its own tests have filled it. */
import { en } from '../../src/page/text/en/en';
import { expectClear, expectClearOnPhone, WIDTHS } from './barriers';
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
