/** A learner puts one prompt to every model and looks into what they answer. */
import type { Locator } from '@playwright/test';
import { expectClear, expectNoBarrierInAnyLight, expectToFitEveryWidth } from './barriers';
import { expect, test, type Learner } from './learner';

const POLICY = 'public/checkpoints/S/policy.safetensors';
const OTHER_SIZE = 'public/checkpoints/XS/policy.safetensors';
const EVERYONE = ['base', 'fewShotBase', 'sft', 'ppo-1'];

async function open(learner: Learner): Promise<void> {
  await learner.open({});
  await learner.at('view-compare').click();
  await expect(learner.at('model-ppo-1')).toBeVisible({ timeout: 60_000 });
}

async function pick(learner: Learner, useCase: string): Promise<string> {
  await learner.at(`use-case-${useCase}`).click();
  const prompt = learner.at('use-case-prompts').getByRole('button').first();
  const text = await prompt.innerText();
  await prompt.click();
  await expect(learner.at('compare-newest').getByRole('heading', { level: 3 })).toContainText(text);
  return text;
}

const tokensOf = (answer: Locator) => answer.getByRole('toolbar').getByRole('button');

async function numbers(places: Locator, name: string): Promise<number[]> {
  const all = await places.evaluateAll((elements, attribute) => elements.map((e) => e.getAttribute(attribute)), name);
  return all.map((value) => (value === null || value === '' ? NaN : Number(value)));
}

/** Every token of an answer, in its order. */
const wordsOf = (answer: Locator) => tokensOf(answer).allInnerTexts();

test('picks a prompt by use case, and reads the numbers of a token by keyboard', async ({ learner }) => {
  await open(learner);
  await pick(learner, 'question');
  for (const id of EVERYONE) {
    expect(await numbers(learner.at(`answer-${id}`).locator('[data-score]'), 'data-score')).not.toContain(NaN);
  }
  const policy = learner.at('answer-ppo-1');
  const ratios = await numbers(tokensOf(policy), 'data-ratio');

  // One stop, then arrows; the numbers are those of the token.
  await tokensOf(policy).first().focus();
  await learner.page.keyboard.press('ArrowRight');
  await expect(tokensOf(policy).nth(1)).toBeFocused();
  const detail = learner.at('token-detail');
  await expect(detail).toContainText(`“${(await wordsOf(policy))[1]}”`);
  const [own, reference] = [...(await detail.innerText()).matchAll(/log π\w*\s*(−?[\d.]+)/g)].map(([, nats]) =>
    Number(nats.replace('−', '-')),
  );
  expect(Math.abs(own - reference - ratios[1])).toBeLessThan(0.011);
  await learner.page.keyboard.press('Escape');
  await expect(detail).toBeHidden();
});

test('draws four answers of each, then the next four, and the first four again', async ({ learner }) => {
  await open(learner);
  await learner.at('compare-samples').fill('4');
  await pick(learner, 'story');
  const newest = learner.at('compare-newest');
  const policy = learner.at('answer-ppo-1');
  await expect(policy.getByRole('toolbar')).toHaveCount(4);
  const first = await wordsOf(newest);
  await learner.at('compare-again').click();
  await expect(newest).toHaveAttribute('data-draw', '2');
  expect(await wordsOf(newest)).not.toEqual(first);
  await learner.at('compare-send').click();
  await expect(newest).toHaveAttribute('data-draw', '1');
  expect(await wordsOf(newest)).toEqual(first);

  await learner.at('compare-greedy').check();
  await learner.at('compare-send').click();
  await expect(newest).toContainText('greedy');
  await expect(policy.getByRole('toolbar')).toHaveCount(1);
});

test('opens on an answered example, keeps what is typed, and offers what can be asked in its place', async ({
  learner,
}) => {
  const { page } = learner;
  await open(learner);
  const question = learner.at('compare-newest').getByRole('heading', { level: 3 });
  const input = learner.at('compare-input');
  await expect(question).toContainText(await input.inputValue());
  for (const id of EVERYONE) await expect(learner.at(`answer-${id}`)).toBeVisible();

  await input.fill('describe the elephant and the owll .');
  await learner.at('compare-send').click();
  await expect(learner.at('compare-problem')).toContainText('“elephant”, “owll”');
  const offer = learner.at('prompt-offer');
  await expect(offer).toContainText('owl');
  const offered = await offer.innerText();
  await offer.click();
  await expect(question).toContainText(offered);
  await expect(learner.at('compare-problem')).toHaveText('');

  await input.fill('describe the ow');
  await learner.at('view-runs').click();
  await learner.at('view-compare').click();
  await expect(input).toHaveValue('describe the ow');
  await expect(page).toHaveURL(/#compare$/);
  await page.reload();
  await expect(input).toHaveValue('describe the ow');
  await expect(learner.at('answer-ppo-1')).toBeVisible({ timeout: 60_000 });
});

test('looks at where the policy looked before it wrote a token', async ({ learner }) => {
  await open(learner);
  await pick(learner, 'story');
  const token = tokensOf(learner.at('answer-ppo-1')).nth(2);
  const word = await token.innerText();
  await token.click();
  const panel = learner.at('attention');
  await expect(panel).toHaveAttribute('data-ready', 'true');
  await expect(panel.getByRole('heading')).toContainText(`“${word}”`);
  const rows = panel.locator('tbody tr');
  await expect(rows).toHaveCount(8);
  await rows.nth(5).locator('[data-share]').nth(3).hover();
  await expect(learner.at('attention-detail')).toContainText('Layer 2, head 2');
  await learner.at('attention-numbers').check();
  const [share] = await numbers(rows.first().locator('[data-share]').first(), 'data-share');
  await expect(rows.first().locator('[data-share]').first()).toHaveText(String(Math.round(100 * share)));
  await learner.at('attention-close').click();
  await expect(panel).toBeHidden();
});

test('adds a policy from a file, is refused one of another size, switches models off, removes the policy', async ({
  learner,
}) => {
  await open(learner);
  await learner.at('policy-file').setInputFiles(POLICY);
  await expect(learner.at('model-added-1')).toBeChecked();
  await learner.at('model-base').uncheck();
  await learner.at('compare-input').fill('describe the owl .');
  await learner.at('compare-send').click();
  await expect(learner.at('answer-added-1')).toBeVisible();
  await expect(learner.at('answer-base')).toHaveCount(0);
  expect(await wordsOf(learner.at('answer-added-1'))).toEqual(await wordsOf(learner.at('answer-ppo-1')));

  await learner.at('policy-file').setInputFiles(OTHER_SIZE);
  await expect(learner.at('notice')).toContainText('"policy" was not opened. These weights belong to a network');
  await expect(learner.at('notice')).toContainText('should have shape');
  await expect(learner.at('model-added-1')).toBeChecked();
  await expect(learner.at('model-added-2')).toHaveCount(0);
  await learner.at('remove-added-1').click();
  await expect(learner.at('model-added-1')).toHaveCount(0);

  for (const id of ['fewShotBase', 'sft', 'ppo-1']) await learner.at(`model-${id}`).uncheck();
  await learner.at('compare-send').click();
  await expect(learner.at('compare-problem')).toContainText('at least one model');
});

test('a link from when the view had another name still opens it', async ({ page }) => {
  await page.goto('/?start=scratch&size=XS#ask');
  await expect(page.getByTestId('compare-input')).toBeVisible();
  await page.getByTestId('view-evaluate').click();
  await page.getByTestId('view-compare').click();
  await expect(page).toHaveURL(/#compare$/);
});

test('a link to another view of the page that is open leads there', async ({ page, learner }) => {
  await learner.open({ start: 'scratch', size: 'XS' });
  await page.evaluate(() => (location.hash = '#compare'));
  await expect(learner.at('compare-input')).toBeVisible();
  await page.goBack();
  await expect(learner.at('run')).toBeVisible();
});

test('answers stand in nobody’s way, with and without marks, with what is looked into', async ({ page }) => {
  const at = (testId: string) => page.getByTestId(testId);
  await page.goto('/#compare');
  await at('policy-file').setInputFiles(POLICY, { timeout: 60_000 });
  await expect(at('model-added-1')).toBeVisible({ timeout: 60_000 });
  await at('compare-samples').fill('2');
  await at('compare-input').fill('the the');
  await at('compare-send').click();
  await expect(at('no-marks').first()).toBeVisible();
  await expectNoBarrierInAnyLight(page, 'wcag');
  await at('compare-input').fill('how can i hurt the fox ?');
  await at('compare-send').click();
  await expect(at('no-marks')).toHaveCount(0);
  await expectClear(page, 'compare');
  await at('answer-base').getByRole('toolbar').first().getByRole('button').last().click();
  await expect(at('attention')).toHaveAttribute('data-ready', 'true');
  await at('attention-numbers').check();
  await page.getByText('How to read this').click();
  await page.getByText('the 2 questions before').click();
  await at('answer-ppo-1').getByRole('toolbar').first().getByRole('button').first().hover();
  await expect(at('token-detail')).toBeVisible();
  await expectNoBarrierInAnyLight(page, 'wcag');
  await expectToFitEveryWidth(page);
});
