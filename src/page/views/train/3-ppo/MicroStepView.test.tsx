/**
 * One answer on its way through PPO, from the checkpoints that ship: whole iterations of a real run, in which every sum is
 * done again from the numbers in the ledger.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../../engine/lm/backend';
import { changeSettings } from '../../../../experiment/settings';
import type { Episode, TokenTable } from '../../../../protocol/microSteps';
import { draw, stubBrowser } from '../../../../testing/drawPage';
import type { Markup } from '../../../../testing/markup';
import { Recorded, TINY_SETTINGS } from '../../../../testing/recordedSession';
import { drawSteps, insideOf, stepsOf, type SeenStep } from '../../../../testing/steppedRun';
import { showTokens } from '../../../store/tokenText';
import { text } from '../../../text/text';
import { formatFixed } from '../../../ui/format';
import { Candidates } from '../tokens/Candidates';
import { numbersOf, valueNumbers } from './numbers';
import { unfold } from './unfold';

/** Decimals to which everything must agree: single precision, as the networks compute. */
const DECIMALS = 5;

const GAMMA = 0.97;
const LAMBDA = 0.9;
const MINIBATCHES = 3;

/** Six answers, so that the page shows every one of them; two to a minibatch. */
const SETTINGS = changeSettings(TINY_SETTINGS, {
  rewardModelSize: 'S',
  rolloutBatch: 6,
  minibatches: MINIBATCHES,
  ppoEpochs: 1,
  gamma: GAMMA,
  lambda: LAMBDA,
});

let seen: readonly SeenStep[] = [];

beforeAll(async () => {
  stubBrowser();
  await openBackend('wasm');
  const recorded = await new Recorded().startShipped(SETTINGS);
  await recorded.stepThrough('ppo');
  seen = await drawSteps(recorded.events, SETTINGS);
});

/** The answer's numbers of a row of the ledger, one a token. */
function row(page: Markup, name: string): readonly number[] {
  return page.numbers(`tr[data-row="${name}"] td`).map((value) => value ?? NaN);
}

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => expect(value).toBeCloseTo(expected[i], DECIMALS));
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

/** The example in a line. */
const written = ({ tokens }: TokenTable) => showTokens(tokens.join(' '));

function expectEpisodes(page: Markup, episodes: readonly Episode[]): void {
  const table = page.one(`table[aria-label="${text.inside.episodes}"]`);
  const [, ...rows] = table.all('tr');
  expect(rows.map((each) => each.texts('td').slice(0, 2))).toEqual(
    episodes.map(({ prompt, response, ended }) => {
      const said = response === '' ? text.inside.silent : showTokens(response);
      return [showTokens(prompt), ended ? said : `${said} … ${text.inside.unfinished}`];
    }),
  );
}

it('the prompts of the batch stand as they are', () => {
  for (const { step, page } of stepsOf(seen, 'ppo', 'prompts')) {
    const shown = insideOf(page).texts('ul li');
    for (const prompt of step.prompts) expect(shown).toContain(showTokens(prompt));
  }
});

describe('the rollout', () => {
  it('writes one answer word by word and lists those of the batch', () => {
    for (const { step, page } of stepsOf(seen, 'ppo', 'rollout')) {
      const answer = step.example.tokens.slice(step.example.responseStart);
      expect(page.texts('[data-testid="word"]')).toEqual(answer.map(showTokens));
      expect(insideOf(page).text).toContain(`token ${answer.length} of ${answer.length}`);
      expect(page.at('gumbel').text).toContain('Maddison et al. 2014');
      expectEpisodes(page, step.episodes);
    }
  });

  it('draws every token by a race of log π + noise, which the drawn one has won', async () => {
    for (const { step } of stepsOf(seen, 'ppo', 'rollout')) {
      const { example, candidates } = step;
      const answer = example.tokens.slice(example.responseStart);
      expect(candidates).toHaveLength(answer.length);
      for (const [i, racing] of candidates.entries()) {
        const table = await draw(<Candidates candidates={racing} color="policy" />);
        const column = (name: string) => table.numbers(`[data-column="${name}"]`).map((value) => value ?? NaN);
        expect(column('probability')).toEqual(racing.map(({ probability }) => probability));
        expect(column('refProbability')).toEqual(racing.map(({ refProbability }) => refProbability));
        expect(column('noise')).toEqual(racing.map(({ noise }) => noise));
        const race = column('race');
        expectClose(
          race,
          racing.map(({ probability, noise }) => Math.log(probability) + noise),
        );
        const drawn = table.all('tbody tr').findIndex((each) => each.attribute('data-chosen') === 'true');
        expect(race[drawn]).toBe(Math.max(...race));
        expect(table.all('tbody tr')[drawn].one('th').text).toBe(showTokens(answer[i]));
      }
    }
  });
});

it('the reward model’s score stands under the answer that it read, and in the list', () => {
  for (const { step, page } of stepsOf(seen, 'ppo', 'score')) {
    expect(insideOf(page).texts('p')).toContain(written(step.example));
    expect(page.at('score').one('b').number()).toBe(step.score);
    expect(page.at('score').one('b').text).toBe(formatFixed(step.score, 2));
    expectEpisodes(page, step.episodes);
    const table = page.one(`table[aria-label="${text.inside.episodes}"]`);
    expect(table.numbers('[data-column="score"]')).toEqual(step.episodes.map(({ score }) => score));
    expect(table.numbers('[data-column="score"]')).toContain(step.score);
  }
});

it('a token’s reward is −β (log π − log π_ref), and the last one has the score besides', () => {
  const logRatios: number[] = [];
  for (const { step, page, run } of stepsOf(seen, 'ppo', 'klPenalty')) {
    const { example, score, klCoef } = step;
    expect(klCoef).toBe(run.settings.klCoef);
    expect(insideOf(page).texts('p')).toContain(written(example));
    const [logprobs, refLogprobs] = [row(page, 'logprobs'), row(page, 'refLogprobs')];
    const last = example.tokens.length - example.responseStart - 1;
    expect(logprobs).toHaveLength(last + 1);
    const ratios = logprobs.map((logprob, t) => logprob - refLogprobs[t]);
    logRatios.push(...ratios);
    const rewards = ratios.map((logRatio, t) => -klCoef * logRatio + (t === last ? score : 0));
    expectClose(row(page, 'kl'), ratios);
    expectClose(row(page, 'rewards'), rewards);
    // The formula is about the last token until another is chosen.
    expect(page.at('numbers-klPenalty').number()).toBeCloseTo(rewards[last], DECIMALS);
    for (const t of logprobs.keys()) {
      expect(numbersOf(step, example.responseStart + t)?.value).toBeCloseTo(rewards[t], DECIMALS);
    }
  }
  // Until the first update the policy is the fine-tuned model.
  expect(Math.max(...logRatios.map(Math.abs))).toBeGreaterThan(0.001);
});

it('advantages run backwards over the answer, and unfold into the sum that they are', () => {
  const penalties = stepsOf(seen, 'ppo', 'klPenalty');
  for (const [i, { step, page }] of stepsOf(seen, 'ppo', 'advantages').entries()) {
    const { example, gamma, lambda, whitening = { mean: NaN, deviation: NaN } } = step;
    expect([gamma, lambda]).toEqual([GAMMA, LAMBDA]);
    const [rewards, values] = [row(page, 'rewards'), row(page, 'values')];
    expectClose(rewards, row(penalties[i].page, 'rewards'));
    const deltas = rewards.map((reward, t) => reward + GAMMA * (values[t + 1] ?? 0) - values[t]);
    const advantages = deltas.map(() => 0);
    for (let t = deltas.length - 1; t >= 0; t--) advantages[t] = deltas[t] + GAMMA * LAMBDA * (advantages[t + 1] ?? 0);
    expectClose(row(page, 'deltas'), deltas);
    expectClose(row(page, 'advantages'), advantages);
    expectClose(
      row(page, 'returns'),
      advantages.map((advantage, t) => advantage + values[t]),
    );
    expectClose(
      row(page, 'whitened'),
      advantages.map((advantage) => (advantage - whitening.mean) / whitening.deviation),
    );
    // The formula is about the first token until another is chosen.
    expect(page.at('numbers-advantages').number()).toBeCloseTo(advantages[0], DECIMALS);
    for (const t of advantages.keys()) {
      const place = example.responseStart + t;
      expect(numbersOf(step, place)?.value).toBeCloseTo(advantages[t], DECIMALS);
      const { shares, sum } = unfold(example.columns.deltas ?? [], place, GAMMA * LAMBDA);
      expect(shares.filter((share) => share !== null)).toHaveLength(advantages.length - t);
      expect(sum).toBeCloseTo(advantages[t], DECIMALS);
    }
  }
});

describe('an update', () => {
  const clip = (ratio: number) => Math.min(1 + SETTINGS.clipRange, Math.max(1 - SETTINGS.clipRange, ratio));
  const objectiveOf = (ratio: number, advantage: number) => Math.min(ratio * advantage, clip(ratio) * advantage);
  /** With the micro-steps of its iteration that came before. */
  const updates = () => {
    const [penalties, advantages] = [stepsOf(seen, 'ppo', 'klPenalty'), stepsOf(seen, 'ppo', 'advantages')];
    return stepsOf(seen, 'ppo', 'update').map((each) => ({
      ...each,
      penalty: penalties[each.iteration - 1].page,
      advantage: advantages[each.iteration - 1].page,
    }));
  };

  it('moves every token of the example from where it was sampled, and its value towards its return', () => {
    for (const { step, page, penalty, advantage } of updates()) {
      const [now, sampled, whitened] = [row(page, 'logprobs'), row(penalty, 'logprobs'), row(advantage, 'whitened')];
      expectClose(row(page, 'whitened'), whitened);
      const ratios = now.map((logprob, t) => Math.exp(logprob - sampled[t]));
      expectClose(row(page, 'ratio'), ratios);
      const objectives = ratios.map((ratio, t) => objectiveOf(ratio, whitened[t]));
      expectClose(row(page, 'objective'), objectives);
      const [values, returns] = [row(page, 'newValues'), row(advantage, 'returns')];
      expectClose(row(page, 'returns'), returns);
      const errors = values.map((value, t) => (value - returns[t]) ** 2);
      expectClose(row(page, 'valueErrors'), errors);

      // The formulas are about the first token until another is chosen, and so is the ring.
      expect(page.at('numbers-update').number()).toBeCloseTo(objectives[0], DECIMALS);
      expect(page.at('numbers-value').number()).toBeCloseTo(errors[0], DECIMALS);
      expect(page.at('selected-dot').number('data-ratio')).toBeCloseTo(ratios[0], DECIMALS);
      expect(page.at('selected-dot').number('data-objective')).toBeCloseTo(objectives[0], DECIMALS);
      for (const t of ratios.keys()) {
        const place = step.example.responseStart + t;
        expect(numbersOf(step, place)?.value).toBeCloseTo(objectives[t], DECIMALS);
        expect(valueNumbers(step, place)?.value).toBeCloseTo(errors[t], DECIMALS);
      }
    }
  });

  it('puts every token of the minibatch on the clipped objective', () => {
    for (const { step, page } of updates()) {
      const ringed = row(page, 'whitened')[0];
      expect(page.at('objective').texts('[data-line]')).toEqual(
        [1, -1].map((side) => {
          const own = ringed > 0 === side > 0;
          return text.step.line(formatFixed(own ? ringed : side, 2), own);
        }),
      );
      const dots = page.at('objective').all('circle[data-advantage]');
      expect(dots.length).toBeGreaterThan(4);
      expect(dots).toHaveLength(step.minibatch.tokens.length);
      for (const dot of dots) {
        const [ratio, advantage] = [dot.number('data-ratio') ?? NaN, dot.number('data-advantage') ?? NaN];
        expect(dot.number('data-objective')).toBeCloseTo(objectiveOf(ratio, advantage), DECIMALS);
      }
      expect(insideOf(page).text).toContain(`update ${step.update} of ${MINIBATCHES}`);
      for (const each of step.ptxTexts) expect(insideOf(page).texts('p')).toContain(showTokens(each));
    }
  });

  it('is measured: before the first of a run every ratio is 1, and the loss −Â on average', () => {
    const [{ page }] = updates();
    const advantages = page.at('objective').numbers('circle[data-advantage]', 'data-advantage');
    const loss = page.at('update-numbers').one('[data-metric="policyLoss"]').number();
    expect(loss).toBeCloseTo(-mean(advantages.map((each) => each ?? NaN)), DECIMALS);
  });
});

it('at its end an iteration’s curves are the means of what its micro-steps showed', () => {
  for (const { iteration, page } of stepsOf(seen, 'ppo', 'metrics')) {
    const end = (chart: string, metric: string) => page.at(`chart-${chart}`).one(`[data-metric="${metric}"]`).number();
    const samples = insideOf(page).numbers('[data-column="score"]');
    const [score] = stepsOf(seen, 'ppo', 'score').filter((each) => each.iteration === iteration);
    expect(samples[0]).toBe(score.page.at('score').one('b').number());
    expect(samples).toHaveLength(SETTINGS.rolloutBatch);
    expect(end('reward', 'proxyReward')).toBeCloseTo(mean(samples.map((each) => each ?? NaN)), DECIMALS);
    const losses = stepsOf(seen, 'ppo', 'update')
      .filter((each) => each.iteration === iteration)
      .map((each) => each.page.at('update-numbers').one('[data-metric="policyLoss"]').number() ?? NaN);
    expect(losses).toHaveLength(MINIBATCHES);
    expect(end('losses', 'policyLoss')).toBeCloseTo(mean(losses), DECIMALS);
  }
});
