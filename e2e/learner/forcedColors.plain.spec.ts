/** Where the system forces its own colors, as Windows' contrast themes do: sliders are painted, what is chosen is told. */
import type { Locator } from '@playwright/test';
import { COLOR_SCHEMES } from './barriers';
import { expect, test } from './learner';
import { paintOf } from './paint';

const LINK = { size: 'XS', backend: 'wasm' };

/** A line from end to end, and on it something to take hold of. */
async function expectSliders(place: Locator, least: number): Promise<void> {
  const sliders = place.locator('input[type="range"]:visible');
  await expect.poll(() => sliders.count()).toBeGreaterThanOrEqual(least);
  for (const slider of await sliders.all()) {
    const paint = await paintOf(slider);
    expect(paint.across).toBeGreaterThan(0.9);
    expect(paint.height).toBeGreaterThan(8);
  }
}

/** One stands on another ground than the others, and both can be read. */
async function expectMarked(chosen: Locator, other: Locator): Promise<void> {
  const [marked, plain] = [await paintOf(chosen), await paintOf(other)];
  expect(marked.ground).not.toBe(plain.ground);
  expect(marked.share).toBeGreaterThan(0.02);
  expect(plain.share).toBeGreaterThan(0.02);
}

test.describe('in a contrast theme', () => {
  test.use({ colorScheme: 'dark', contextOptions: { forcedColors: 'active' } });

  test('training shows its sliders, the view, the stage, the micro-step and the token', async ({ learner }) => {
    const { page } = learner;
    // Curves are drawn for the ground that the system forces, not for the one that was chosen here.
    await page.addInitScript(() => localStorage.setItem('theme', 'light'));
    await learner.open(LINK);
    await learner.stepTo('klPenalty');
    await learner.moreKnobs();
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      await expectSliders(page.locator('body'), 6);
      await expectMarked(learner.at('view-train'), learner.at('view-label'));
      await expectMarked(learner.at('stage-ppo'), learner.at('stage-sft'));
      const steps = learner.at('current-micro-step');
      await expectMarked(
        steps.getByRole('button', { name: 'KL penalty' }),
        steps.getByRole('button', { name: 'score' }),
      );
      const tokens = page.getByRole('columnheader').getByRole('button');
      await expectMarked(page.locator('th [aria-pressed="true"]'), tokens.first());
    }
  });

  test('comparing, labeling and the lab show their sliders and what is chosen', async ({ learner }) => {
    const { page } = learner;
    const inBoth = async (check: () => Promise<void>) => {
      for (const colorScheme of COLOR_SCHEMES) {
        await page.emulateMedia({ colorScheme });
        await check();
      }
    };
    await learner.open(LINK);
    await learner.at('view-compare').click();
    await learner.at('use-case-story').click();
    await inBoth(() => expectMarked(learner.at('use-case-story'), learner.at('use-case-any')));
    await learner.at('use-case-prompts').getByRole('button').first().click();
    const token = learner.at('answer-ppo-1').getByRole('toolbar').getByRole('button').first();
    await token.click({ timeout: 60_000 });
    await expect(learner.at('attention')).toHaveAttribute('data-ready', 'true');
    await page.mouse.move(0, 0);
    await inBoth(async () => {
      await expectMarked(token, learner.at('answer-sft').getByRole('toolbar').getByRole('button').first());
      await expectSliders(page.locator('body'), 2);
    });

    await learner.at('view-label').click();
    const rows = page.getByRole('row');
    await inBoth(() => expectMarked(rows.first(), rows.nth(1)));

    await learner.open({ scenario: 'goodhart', backend: 'wasm' });
    await inBoth(() => expectSliders(page.locator('body'), 1));
  });
});

test('how far it is stands on the bar, in light and in dark, also with forced colors', async ({ learner }) => {
  await learner.open({ ...LINK, start: 'scratch', stage: 'pretrain', pretrainSteps: 4, demonstrations: 32 });
  const bar = learner.at('progress').getByRole('progressbar');
  for (const done of [0, 2]) {
    for (const colorScheme of COLOR_SCHEMES) {
      for (const forcedColors of ['none', 'active'] as const) {
        await learner.page.emulateMedia({ colorScheme, forcedColors });
        expect((await paintOf(bar)).across).toBeCloseTo(done / 4, 1);
      }
    }
    for (let i = 0; i < 2; i++) await learner.step('iteration-step');
  }
});
