/** A learner steps one whole iteration of PPO and does the sums again from the numbers in the ledger. */
import { expectNoBarrier } from './barriers';
import { expect, test, type Learner } from './learner';

/** To so many decimals everything must agree: single precision, as the networks compute. */
const DECIMALS = 5;

const GAMMA = 0.97;
const LAMBDA = 0.9;

/** Six answers, so that the page shows every one of them; two to a minibatch. */
const LINK = {
  backend: 'wasm',
  ppoIterations: 2,
  rolloutBatch: 6,
  minibatches: 3,
  ppoEpochs: 1,
  gamma: GAMMA,
  lambda: LAMBDA,
};

/** The exact numbers of a row of the ledger, one a token. */
async function row(learner: Learner, name: string): Promise<number[]> {
  const cells = learner.page.locator(`tr[data-row="${name}"] td`);
  await expect(cells.first()).toBeVisible();
  const values = await cells.evaluateAll((all) => all.map((cell) => cell.getAttribute('data-value')));
  return values.map((value) => (value === null ? NaN : Number(value)));
}

async function valueOf(learner: Learner, testId: string): Promise<number> {
  const value = await learner.at(testId).getAttribute('data-value');
  expect(value).not.toBeNull();
  return Number(value);
}

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => expect(value).toBeCloseTo(expected[i], DECIMALS));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function stepTo(learner: Learner, kind: string): Promise<void> {
  await learner.step('micro-step');
  await expect(learner.at('current-micro-step')).toHaveAttribute('data-kind', kind);
}

/** Selects a token of the ledger, counted from 0 at the first of the answer. */
async function selectToken(learner: Learner, place: number): Promise<void> {
  await learner.page.locator('thead button[aria-pressed]').nth(place).click();
}

/** The numbers of every token on the picture of the clipped objective. */
async function dots(learner: Learner): Promise<{ ratio: number; advantage: number; objective: number }[]> {
  return learner.page.locator('[data-testid="objective"] circle[data-advantage]').evaluateAll((all) =>
    all.map((dot) => {
      const read = (name: string) => Number(dot.getAttribute(`data-${name}`));
      return { ratio: read('ratio'), advantage: read('advantage'), objective: read('objective') };
    }),
  );
}

test('steps one whole iteration micro-step by micro-step and finds every sum right', async ({ learner }) => {
  const { page } = learner;
  await learner.open(LINK);
  await stepTo(learner, 'prompts');

  // Rollout: the draw of every token is a race, and the drawn token has won it.
  await stepTo(learner, 'rollout');
  await learner.at('whole-answer').click();
  const words = learner.at('word');
  const length = await words.count();
  for (let i = 0; i < length; i++) {
    await words.nth(i).click();
    const table = learner.at('candidates').locator('tbody tr');
    const column = async (name: string) =>
      table
        .locator(`[data-column="${name}"]`)
        .evaluateAll((all) => all.map((cell) => Number(cell.getAttribute('data-value'))));
    const [probabilities, noise, race] = [await column('probability'), await column('noise'), await column('race')];
    expectClose(
      race,
      probabilities.map((p, j) => Math.log(p) + noise[j]),
    );
    const drawn = await table.evaluateAll((all) =>
      all.findIndex((each) => each.getAttribute('data-chosen') === 'true'),
    );
    expect(race[drawn]).toBe(Math.max(...race));
  }

  await stepTo(learner, 'score');
  const score = Number(await learner.at('score').locator('b').getAttribute('data-value'));

  // KL penalty: r_t = −β (log π − log π_ref), and the score on the last token.
  await stepTo(learner, 'klPenalty');
  const beta = await valueOf(learner, 'knob-klCoef');
  const [logprobs, refLogprobs] = [await row(learner, 'logprobs'), await row(learner, 'refLogprobs')];
  expect(logprobs).toHaveLength(length);
  const last = length - 1;
  const drift = logprobs.map((logprob, t) => logprob - refLogprobs[t]);
  const rewards = drift.map((kl, t) => -beta * kl + (t === last ? score : 0));
  expectClose(await row(learner, 'kl'), drift);
  expectClose(await row(learner, 'rewards'), rewards);
  for (const t of [last, 0]) {
    await selectToken(learner, t);
    expect(await valueOf(learner, 'numbers-klPenalty')).toBeCloseTo(rewards[t], DECIMALS);
  }

  // Advantages: GAE backwards, and the selected one as a sum.
  await stepTo(learner, 'advantages');
  const values = await row(learner, 'values');
  expectClose(await row(learner, 'rewards'), rewards);
  const deltas = rewards.map((reward, t) => reward + GAMMA * (values[t + 1] ?? 0) - values[t]);
  const advantages = deltas.map(() => 0);
  for (let t = last; t >= 0; t--) advantages[t] = deltas[t] + GAMMA * LAMBDA * (advantages[t + 1] ?? 0);
  expectClose(await row(learner, 'deltas'), deltas);
  expectClose(await row(learner, 'advantages'), advantages);
  const returns = advantages.map((advantage, t) => advantage + values[t]);
  expectClose(await row(learner, 'returns'), returns);
  const whitened = await row(learner, 'whitened');
  await learner.at('unfold').click();
  for (const t of [last, 1, 0]) {
    await selectToken(learner, t);
    expect(await valueOf(learner, 'numbers-advantages')).toBeCloseTo(advantages[t], DECIMALS);
    const shares = (await row(learner, 'shares')).filter((share) => !Number.isNaN(share));
    expect(shares).toHaveLength(length - t);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(advantages[t], DECIMALS);
    expect(await valueOf(learner, 'unfolded')).toBeCloseTo(advantages[t], DECIMALS);
  }

  // Updates: the clipped objective of the ledger's tokens and of every token of the minibatch.
  const epsilon = await valueOf(learner, 'knob-clipRange');
  const clip = (ratio: number) => Math.min(1 + epsilon, Math.max(1 - epsilon, ratio));
  const objectiveOf = (ratio: number, advantage: number) => Math.min(ratio * advantage, clip(ratio) * advantage);
  const policyLosses: number[] = [];
  for (let update = 1; update <= 3; update++) {
    await stepTo(learner, 'update');
    expectClose(await row(learner, 'whitened'), whitened);
    const now = await row(learner, 'logprobs');
    const ratios = now.map((logprob, t) => Math.exp(logprob - logprobs[t]));
    expectClose(await row(learner, 'ratio'), ratios);
    const objectives = ratios.map((ratio, t) => objectiveOf(ratio, whitened[t]));
    expectClose(await row(learner, 'objective'), objectives);
    const newValues = await row(learner, 'newValues');
    expectClose(
      await row(learner, 'valueErrors'),
      newValues.map((value, t) => (value - returns[t]) ** 2),
    );
    await selectToken(learner, 1);
    expect(await valueOf(learner, 'numbers-update')).toBeCloseTo(objectives[1], DECIMALS);
    expect(await valueOf(learner, 'numbers-value')).toBeCloseTo((newValues[1] - returns[1]) ** 2, DECIMALS);
    const ring = learner.at('selected-dot');
    expect(Number(await ring.getAttribute('data-ratio'))).toBeCloseTo(ratios[1], DECIMALS);
    expect(Number(await ring.getAttribute('data-objective'))).toBeCloseTo(objectives[1], DECIMALS);
    const drawn = await dots(learner);
    expect(drawn.length).toBeGreaterThan(4);
    expectClose(
      drawn.map(({ objective }) => objective),
      drawn.map(({ ratio, advantage }) => objectiveOf(ratio, advantage)),
    );
    const told = learner.at('update-numbers').locator('[data-metric="policyLoss"]');
    const policyLoss = Number(await told.getAttribute('data-value'));
    // Before the first update every ratio is 1.
    if (update === 1) expect(policyLoss).toBeCloseTo(-mean(drawn.map(({ advantage }) => advantage)), DECIMALS);
    policyLosses.push(policyLoss);
  }
  await expectNoBarrier(page, 'serious');

  // Metrics: the curves end where the sums do.
  await stepTo(learner, 'metrics');
  const scores = await page
    .locator('main [data-column="score"]')
    .evaluateAll((all) => all.map((cell) => Number(cell.getAttribute('data-value'))));
  expect(scores[0]).toBe(score);
  expect(await learner.reading('reward', 'proxyReward')).toBeCloseTo(mean(scores.slice(0, 6)), DECIMALS);
  expect(await learner.reading('losses', 'policyLoss')).toBeCloseTo(mean(policyLosses), DECIMALS);
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
