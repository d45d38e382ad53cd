/** A formula is read whole: on a phone, and by browsers that set it in another way or not at all. */
import type { Locator, Page } from '@playwright/test';
import { en } from '../../src/page/text/en/en';
import { expect, STAGES, test } from './learner';

/** Styles that are there before the page's own. */
async function styleFirst(page: Page, css: string): Promise<void> {
  await page.addInitScript((rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [sheet];
  }, css);
}

/** By how many pixels it is wider than its place, a moment after it was asked for. */
async function overhang(formula: Locator): Promise<number> {
  await formula.page().waitForTimeout(150);
  return formula.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
}

for (const [name, css] of [
  ['everything', ''],
  ['all but small indices', 'msub > :nth-child(2), msub > :nth-child(2) * { font-size: 14px !important }'],
]) {
  test(`on a phone every formula is whole in a browser that shrinks ${name}`, async ({ learner }) => {
    const { page } = learner;
    await styleFirst(page, css);
    await page.setViewportSize({ width: 390, height: 844 });
    await learner.open({ size: 'XS', backend: 'wasm', stage: STAGES[0], ppoIterations: 1, rolloutBatch: 8 });
    for (const stage of STAGES) {
      // A phone shows one stage of the map.
      if (stage !== STAGES[0]) await page.getByRole('button', { name: en.map.next }).click();
      await expect(learner.at(`stage-${stage}`)).toHaveAttribute('aria-current', 'step');
      await learner.step('micro-step');
      const kinds = learner.at('current-micro-step').getByRole('button');
      await expect(kinds).not.toHaveCount(0);
      for (const kind of await kinds.all()) {
        await kind.click();
        const name = `Formula: ${await kind.innerText()}`;
        const formula = page.getByRole('group', { name, exact: true });
        await expect(formula.locator('math').first()).toBeVisible();
        expect(await overhang(formula), name).toBeLessThanOrEqual(0);
      }
    }
  });
}

test('without MathML a formula is a line of text, and nothing breaks', async ({ learner }) => {
  const { page } = learner;
  // A browser that does not know these elements sets them as it sets any word.
  await styleFirst(page, 'math, math * { display: inline !important }');
  await learner.open({ size: 'XS', backend: 'wasm' });
  await learner.step('micro-step');
  await expect(page.getByRole('group', { name: 'Formula: prompts' })).toHaveText('x ∼ D_π');
  await page.getByRole('button', { name: 'KL penalty' }).click();
  await expect(page.getByRole('group', { name: 'Formula: KL penalty' })).toHaveText(
    'r_t = −β (log π_θ(y_t) − log π_ref(y_t)) + [t = T] r_φ(x, y)',
  );
});
