/** What a language model learns from in pretraining and in fine-tuning, token by token, of a real run. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../../engine/lm/backend';
import { stubBrowser } from '../../../../testing/drawPage';
import { Recorded, TINY_SETTINGS } from '../../../../testing/recordedSession';
import { drawSteps, insideOf, stepsOf, type SeenStep } from '../../../../testing/steppedRun';
import { showTokens } from '../../../store/tokenText';
import { text } from '../../../text/text';
import { formatFixed, formatShare } from '../../../ui/format';

/** Single precision, as the networks compute. */
const DECIMALS = 5;

let seen: readonly SeenStep[] = [];

beforeAll(async () => {
  stubBrowser();
  await openBackend('wasm');
  const recorded = await new Recorded().start();
  await recorded.stepThrough('pretrain');
  await recorded.stepThrough('sft');
  seen = await drawSteps(recorded.events, TINY_SETTINGS);
});

it('the texts of a batch stand as they are', () => {
  for (const { step, page } of stepsOf(seen, 'pretrain', 'batch')) {
    expect(insideOf(page).texts('ul li').slice(-step.texts.length)).toEqual(step.texts.map(showTokens));
  }
});

it('demonstrations stand beside their prompts', () => {
  for (const { step, page } of stepsOf(seen, 'sft', 'batch')) {
    const [, ...rows] = insideOf(page).all('table')[0].all('tr');
    expect(rows.map((row) => row.texts('td'))).toEqual(
      step.pairs.map(({ prompt, response }) => [showTokens(prompt), showTokens(response)]),
    );
  }
});

describe.each(['pretrain', 'sft'] as const)('an update of %s', (stage) => {
  it('shows the surprise at every token that counts, and their mean', () => {
    for (const { step, page } of stepsOf(seen, stage, 'update')) {
      const { tokens, columns, responseStart } = step.example;
      const logprobs = columns.logprobs ?? [];
      const row = (name: string) => page.numbers(`tr[data-row="${name}"] td`);
      expect(page.texts('thead th button')).toEqual(tokens.map(showTokens));
      expect(row('logprobs')).toEqual(logprobs);
      expect(page.texts('tr[data-row="logprobs"] td')).toEqual(
        logprobs.map((each) => (each === null ? '' : formatFixed(each, 2))),
      );
      // In pretraining all tokens count but the first, which nothing predicts; in fine-tuning those of the answer.
      const from = stage === 'pretrain' ? 1 : responseStart;
      const losses = logprobs.map((each, t) => (each === null || t < from ? null : -each));
      expect(row('tokenLoss')).toEqual(losses);
      if (stage === 'sft') expect(row('counted')).toEqual(tokens.map((_, t) => (t < from ? 0 : 1)));
      const counted = losses.filter((loss) => loss !== null);
      expect(counted).toHaveLength(tokens.length - from);
      const sum = counted.reduce((before, loss) => before + loss, 0);
      const mean = sum / counted.length;
      expect(page.at('mean-loss').number()).toBeCloseTo(mean, DECIMALS);
      expect(page.at('mean-loss').text).toContain(
        `${formatFixed(sum, 2)} / ${counted.length} = ${formatFixed(mean, 3)} nats`,
      );
    }
  });

  it('shows what could have come in place of a token, and among it the token itself', () => {
    for (const { step, page } of stepsOf(seen, stage, 'update')) {
      const { tokens, columns, responseStart } = step.example;
      const place = stage === 'pretrain' ? 1 : responseStart;
      const table = page.at('candidates');
      expect(table.numbers('[data-column="probability"]')).toEqual(
        step.candidates[place].map(({ probability }) => probability),
      );
      expect(page.at('so-far').text).toBe(`${showTokens(tokens.slice(0, place).join(' '))} ▁`);
      expect(page.texts('button')).toContain(text.step.soFar.label);
      const chosen = table.one('tr[data-chosen="true"]');
      expect(chosen.one('th').text).toBe(showTokens(tokens[place]));
      const probability = chosen.one('[data-column="probability"]').number() ?? NaN;
      expect(Math.log(probability)).toBeCloseTo(columns.logprobs?.[place] ?? NaN, DECIMALS);
      expect(table.one('figcaption').text).toContain(formatShare(probability));
    }
  });
});
