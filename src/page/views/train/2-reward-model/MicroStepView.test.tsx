/** What the reward model learns from and what it makes of it, of a real run: every ranking, pair, score and shift. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../../engine/lm/backend';
import type { RankedResponse } from '../../../../protocol/microSteps';
import { stubBrowser } from '../../../../testing/drawPage';
import type { Markup } from '../../../../testing/markup';
import { Recorded, TINY_SETTINGS } from '../../../../testing/recordedSession';
import { drawSteps, insideOf, stepsOf, type SeenStep } from '../../../../testing/steppedRun';
import { showTokens } from '../../../store/tokenText';
import { text } from '../../../text/text';
import { formatFixed, formatInteger, formatNumber } from '../../../ui/format';

const DECIMALS = 9;

let seen: readonly SeenStep[] = [];

beforeAll(async () => {
  stubBrowser();
  await openBackend('wasm');
  const recorded = await new Recorded().start();
  await recorded.run('pretrain', 'sft');
  await recorded.stepThrough('rewardModel');
  seen = await drawSteps(recorded.events, TINY_SETTINGS);
});

const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

/** From the labeler's best to the worst. */
const inOrder = (ranking: readonly RankedResponse[]) => [...ranking].sort((a, b) => a.rank - b.rank);

/** The prompt, and rank, answer and source of each, in the labeler's order. */
function expectRanking(page: Markup, prompt: string, ranking: readonly RankedResponse[]): void {
  expect(insideOf(page).texts('p')).toContain(`prompt ${showTokens(prompt)}`);
  const [, ...rows] = insideOf(page).all('table')[0].all('tr');
  expect(rows.map((row) => row.texts('td').slice(0, 3))).toEqual(
    inOrder(ranking).map(({ rank, text: answer, from }) => [
      String(rank),
      showTokens(answer),
      text.comparisons.origins[from],
    ]),
  );
}

it('a ranking names its labeler, its prompt and every answer, and how many are collected', () => {
  for (const { step, page } of stepsOf(seen, 'rewardModel', 'comparisons')) {
    expectRanking(page, step.prompt, step.ranking);
    const collected = `${formatInteger(step.collected)} of ${formatInteger(TINY_SETTINGS.comparisonPrompts)}`;
    expect(insideOf(page).texts('p')).toContain(`ranked by labeler ${step.labeler}; ${collected} prompts ranked`);
  }
});

describe.each(['batch', 'update'] as const)('the pairs of a micro-step %s', (kind) => {
  it('lead by the difference of their scores, are preferred by its σ, and cost −log σ', () => {
    for (const { step, page } of stepsOf(seen, 'rewardModel', kind)) {
      expectRanking(page, step.prompt, step.ranking);
      const scores = step.kind === 'update' ? step.scoresBefore : step.ranking.map(({ score }) => score ?? NaN);
      const rows = page.all('tr[data-pair]');
      expect(rows.map((row) => row.attribute('data-pair'))).toEqual(
        step.compared.map(({ better, worse }) => `${better + 1} ≻ ${worse + 1}`),
      );
      const losses = step.compared.map(({ better, worse }, i) => {
        const lead = scores[better] - scores[worse];
        const preference = 1 / (1 + Math.exp(-lead));
        const expected = [lead, preference, -Math.log(preference)];
        rows[i].numbers('td[data-value]').forEach((cell, at) => expect(cell).toBeCloseTo(expected[at], DECIMALS));
        expect(rows[i].texts('td[data-value]')[0]).toBe(formatFixed(lead, 2));
        return expected[2];
      });
      expect(page.at('prompt-loss').number()).toBeCloseTo(mean(losses), DECIMALS);
      expect(page.at('prompt-loss').text).toContain(` / ${losses.length} = ${formatFixed(mean(losses), 3)}`);
    }
  });
});

it('a batch says how many pairs are in it', () => {
  for (const { step, page } of stepsOf(seen, 'rewardModel', 'batch')) {
    expect(insideOf(page).text).toContain(`${step.pairs} pairs in this batch`);
    expect(step.pairs).toBeGreaterThanOrEqual(step.compared.length);
  }
});

it('an update shows every score before and after, how each moved, and how many pairs are in order', () => {
  for (const { step, page } of stepsOf(seen, 'rewardModel', 'update')) {
    const { ranking, scoresBefore } = step;
    const after = ranking.map(({ score }) => score ?? NaN);
    const order = inOrder(ranking).map((response) => ranking.indexOf(response));
    expect(page.numbers('[data-column="scoreBefore"]')).toEqual(order.map((i) => scoresBefore[i]));
    expect(page.numbers('[data-column="score"]')).toEqual(order.map((i) => after[i]));
    expect(page.texts('[data-column="score"]')).toEqual(order.map((i) => formatFixed(after[i], 2)));
    const moves = page.all('g[data-before]');
    expect(moves.map((move) => [move.number('data-before'), move.number('data-after')])).toEqual(
      scoresBefore.map((before, i) => [before, after[i]]),
    );
    const pairs = ranking.flatMap((better, i) =>
      ranking.flatMap((worse, j) => (better.rank < worse.rank ? [after[i] > after[j]] : [])),
    );
    expect(insideOf(page).text).toContain(
      `${pairs.filter(Boolean).length} of ${pairs.length} pairs are ordered as the labeler ordered them`,
    );
  }
});

it('the shift takes the demonstrations’ mean score off, and marks it among all scores', () => {
  for (const { step, page } of stepsOf(seen, 'rewardModel', 'normalize')) {
    const { demonstrationScores, sampleScores } = step;
    const shift = mean(demonstrationScores);
    expect(shift).toBeCloseTo(step.mean, 5);
    expect(insideOf(page).text).toContain(`The demonstrations score ${formatNumber(shift)} on average`);
    const scores = [...demonstrationScores, ...sampleScores];
    const ends = [Math.min(...scores), Math.max(...scores)].map(formatNumber);
    expect(insideOf(page).texts('figure svg text')).toEqual([ends[0], `${formatNumber(shift)} → 0`, ends[1]]);
  }
});
