/**
 * A learner looks into an iteration of PPO: chooses tokens, unfolds sums, and sees where a term stands. That every sum comes
 * out is asked without a browser: `3-ppo/MicroStepView.test.tsx`.
 */
import { expectNoBarrier } from './barriers';
import { expect, test, type Learner } from './learner';

const LINK = {
  backend: 'wasm',
  size: 'XS',
  ppoIterations: 2,
  rolloutBatch: 6,
  minibatches: 3,
  ppoEpochs: 1,
};

/** The exact number in a row of the ledger, for a token that is counted from 0 at the first of the answer. */
async function inRow(learner: Learner, name: string, place: number): Promise<number> {
  return Number(await learner.page.locator(`tr[data-row="${name}"] td`).nth(place).getAttribute('data-value'));
}

async function expectValue(learner: Learner, testId: string, value: number, name = 'data-value'): Promise<void> {
  await expect.poll(async () => Number(await learner.at(testId).getAttribute(name)), testId).toBeCloseTo(value, 5);
}

async function stepTo(learner: Learner, kind: string): Promise<void> {
  await learner.step('micro-step');
  await expect(learner.at('current-micro-step')).toHaveAttribute('data-kind', kind);
}

/** Chooses a token of the ledger. */
async function choose(learner: Learner, place: number): Promise<void> {
  await learner.page.locator('thead button[aria-pressed]').nth(place).click();
}

test('a word has its draw, a token its numbers in the formula, the unfolded sum and the picture', async ({
  learner,
}) => {
  const { page } = learner;
  await learner.open(LINK);
  await stepTo(learner, 'prompts');

  await stepTo(learner, 'rollout');
  await learner.at('whole-answer').click();
  const words = learner.at('word');
  const length = await words.count();
  expect(length).toBeGreaterThan(2);
  for (const i of [0, length - 1]) {
    await words.nth(i).click();
    await expect(words.nth(i)).toHaveAttribute('aria-pressed', 'true');
    const chosen = learner.at('candidates').locator('tr[data-chosen="true"]');
    await expect(chosen.getByRole('rowheader')).toHaveText(await words.nth(i).innerText());
  }

  await stepTo(learner, 'score');
  await stepTo(learner, 'klPenalty');
  for (const t of [0, length - 1]) {
    await choose(learner, t);
    await expectValue(learner, 'numbers-klPenalty', await inRow(learner, 'rewards', t));
  }

  await stepTo(learner, 'advantages');
  await learner.at('unfold').click();
  for (const t of [length - 1, 1]) {
    await choose(learner, t);
    const advantage = await inRow(learner, 'advantages', t);
    await expectValue(learner, 'numbers-advantages', advantage);
    await expectValue(learner, 'unfolded', advantage);
    const shares = page.locator('tr[data-row="shares"] td[data-value]');
    await expect(shares).toHaveCount(length - t);
    const values = await shares.evaluateAll((all) => all.map((cell) => Number(cell.getAttribute('data-value'))));
    expect(values.reduce((sum, share) => sum + share, 0)).toBeCloseTo(advantage, 5);
  }

  await stepTo(learner, 'update');
  await choose(learner, 1);
  await expectValue(learner, 'numbers-update', await inRow(learner, 'objective', 1));
  await expectValue(learner, 'numbers-value', await inRow(learner, 'valueErrors', 1));
  await expectValue(learner, 'selected-dot', await inRow(learner, 'ratio', 1), 'data-ratio');
  await expectValue(learner, 'selected-dot', await inRow(learner, 'objective', 1), 'data-objective');
  await expectNoBarrier(page, 'serious');
});

test('looks at a term, by pointer and by keyboard, and sees where else it stands', async ({ learner }) => {
  const { page } = learner;
  await learner.open(LINK);
  for (const kind of ['prompts', 'rollout', 'score', 'klPenalty']) await stepTo(learner, kind);
  const lit = (place: string) => page.locator(`${place}[data-lit="true"]`);

  await page.locator('math [data-term="refLogprobs"]').first().hover();
  await expect(lit('tr[data-row="refLogprobs"]')).toBeVisible();
  await expect(lit('[data-testid="chart-kl"]')).toBeVisible();
  await expect(lit('[data-testid="source"] code')).toContainText('refLogprobs');
  await expect(lit('tr[data-row]')).toHaveCount(1);

  await page.mouse.move(0, 0);
  await expect(page.locator('[data-lit="true"]')).toHaveCount(0);

  await learner.at('term-klCoef').focus();
  await expect(lit('[data-testid="knob-klCoef"]')).toBeVisible();
  await expect(page.locator('math [data-term="klCoef"][data-lit="true"]').first()).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(lit('[data-testid="knob-klCoef"]')).toHaveCount(0);
  await expect(lit('tr[data-row="kl"]')).toBeVisible();

  // All of the function, by keyboard; its lit lines speak of the term.
  await page.locator('[data-testid="source"] summary').focus();
  await page.keyboard.press('Enter');
  const source = page.locator('[data-source="rlhf/rewards.ts tokenRewards"] li');
  await expect(source.first()).toContainText('export function tokenRewards');
  await learner.at('term-klCoef').focus();
  const lines = await page
    .locator('[data-source="rlhf/rewards.ts tokenRewards"] li[data-lit="true"]')
    .allTextContents();
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line).toContain('klCoef');
});
