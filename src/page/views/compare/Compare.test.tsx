/** Answers side by side, drawn from what a real session says: scores, marks, shades, means, and where the heads looked. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../engine/lm/backend';
import type { Answer, AnswerPlace, Question } from '../../../protocol/compare';
import { drawApp } from '../../../testing/drawApp';
import { hold, stubBrowser } from '../../../testing/drawPage';
import type { Markup } from '../../../testing/markup';
import { Recorded, TINY_SETTINGS } from '../../../testing/recordedSession';
import { useCompare } from '../../store/compare';
import { applyEvent, initialPageModel, type PageModel } from '../../store/run/pageModel';
import { showTokens } from '../../store/tokenText';
import { text } from '../../text/text';
import { formatFixed, formatSetting, formatShare } from '../../ui/format';

const EVERYONE = ['base', 'fewShotBase', 'sft', 'ppo-1'];

const recorded = new Recorded();
let asked = 0;

const run = (): PageModel => recorded.events.reduce(applyEvent, initialPageModel(TINY_SETTINGS));

const compare = (more: Partial<Parameters<typeof drawApp>[0]> = {}) =>
  drawApp({ run: run(), view: 'compare', ...more });

async function ask(question: Partial<Question>): Promise<Markup> {
  const respondents = recorded.respondents();
  const whole = {
    prompt: 'describe the owl .',
    respondents,
    samples: 1,
    temperature: 1,
    seed: 0,
    draw: 1,
    ...question,
  };
  await recorded.send({ type: 'answer', id: ++asked, question: whole });
  return compare();
}

/** What a respondent answered to the newest question. */
function answersOf(id: string): readonly Answer[] {
  const found = run().answers[0].answers.find(({ respondent }) => respondent.id === id);
  if (found === undefined) throw new Error(`${id} did not answer.`);
  return found.answers;
}

/** The policy, and whose it is. */
const named = (whose: string) => `${text.speakers.ppo.label}, ${whose}`;

const formatMark = (mark: number) => formatSetting(Number(mark.toFixed(2)));
const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
const ratiosOf = ({ logprobs, refLogprobs }: Answer) =>
  logprobs.map((logprob, t) => {
    const reference = refLogprobs?.[t] ?? null;
    return logprob === null || reference === null ? null : logprob - reference;
  });

beforeAll(async () => {
  stubBrowser();
  await openBackend('wasm');
});

it('before there is anybody to ask, it says so, and whom it will ask', async () => {
  const page = await compare({ asked: null });
  expect(page.texts('[role="group"][aria-label="models"] label')).toEqual([]);
  hold(useCompare, { waiting: 'describe the owl .' });
  expect((await compare()).at('compare-waiting').text).toBe(`${text.compare.notReady} describe the owl .`);
  hold(useCompare, { waiting: null });
  await recorded.startShipped();
  const ready = await compare();
  expect(EVERYONE.map((id) => ready.at(`model-${id}`).attribute('checked'))).toEqual(EVERYONE.map(() => ''));
});

it('where no model is there to ask, it says what is missing and leads to Train', async () => {
  const alone = { ...run(), respondents: [], answers: [] };
  const page = await drawApp({ run: alone, view: 'compare' });
  expect(page.at('compare-no-models').text).toBe(`${text.compare.noModels} ${text.compare.train}`);
  expect((await compare()).has('[data-testid="compare-no-models"]')).toBe(false);
  const hidden = await drawApp({ run: alone, view: 'compare', restrictions: { hidden: ['train'], locked: [] } });
  expect(hidden.at('compare-no-models').text).toBe(text.compare.noModels);
});

describe('an answer of each model', () => {
  it('has the reward model’s score, gold and the marks that make it', async () => {
    const page = await ask({});
    expect(page.at('compare-newest').one('h3').text).toContain('describe the owl .');
    for (const id of EVERYONE) {
      const [{ score, marks }] = answersOf(id);
      if (score === null || marks === null) throw new Error(`${id} was not marked.`);
      const column = page.at(`answer-${id}`);
      expect(column.one('[data-score]').number('data-score')).toBe(score);
      expect(column.one('[data-score]').text).toContain(formatFixed(score, 2));
      expect(column.one('[data-gold]').number('data-gold')).toBe(marks.gold);
      const { helpful, honest, harmless, factsRead } = marks;
      const unread = factsRead === 0 && honest === 1;
      expect(column.numbers('[data-mark]')).toEqual([helpful, unread ? null : honest, harmless]);
      expect(column.one('[data-mark="honest"] dd').text).toBe(unread ? 'no fact read' : formatMark(honest));
      expect(marks.gold).toBeCloseTo(helpful * (0.7 + 0.3 * honest) * harmless, 10);
    }
  });

  it('shades every token by how much likelier its model makes it than the reference, and sums it up', async () => {
    const page = await compare();
    for (const id of EVERYONE) {
      const [answer] = answersOf(id);
      const tokens = page.at(`answer-${id}`).all('[role="toolbar"] button');
      expect(tokens.map((token) => token.text)).toEqual(answer.tokens.map(showTokens));
      const ratios = ratiosOf(answer);
      expect(tokens.map((token) => token.number('data-ratio'))).toEqual(ratios);
      ratios.forEach((ratio, i) => {
        const factor = Math.exp(Math.abs(ratio ?? 0));
        const level = [1.1, 1.5, 2, 4].filter((least) => factor >= least).length;
        const shade = level === 0 ? 'same' : `${Number(ratio) > 0 ? 'more' : 'less'}-${level}`;
        expect(tokens[i].attribute('data-shade')).toBe(ratio === null ? 'none' : shade);
      });
      const whole = ratios.reduce((sum: number, ratio) => sum + (ratio ?? 0), 0);
      const expected = `whole answer ${whole > 0 ? '+' : ''}${formatFixed(whole, 2)} nats`;
      expect(page.at(`answer-${id}`).text).toContain(id === 'sft' ? text.compare.isReference : expected);
    }
    // The reference against itself, and the policy, which PPO has moved away from it.
    expect(new Set(ratiosOf(answersOf('sft')[0]))).toEqual(new Set([0]));
    expect(ratiosOf(answersOf('ppo-1')[0]).some((ratio) => Math.abs(ratio ?? 0) > 0.01)).toBe(true);
  });

  it('has no marks where the judge cannot read the prompt', async () => {
    const page = await ask({ prompt: 'the the' });
    expect(page.all('[data-testid="no-marks"]')).toHaveLength(EVERYONE.length);
    expect(page.at('answer-sft').one('[data-gold]').number('data-gold')).toBeNull();
  });
});

it('four answers of each have means with one standard error, and one of them is the best', async () => {
  const page = await ask({ prompt: 'write a story about anna and the owl .', samples: 4 });
  for (const id of EVERYONE) {
    const answers = answersOf(id);
    const column = page.at(`answer-${id}`);
    expect(column.all('[role="toolbar"]').length).toBe(answers.filter(({ tokens }) => tokens.length > 0).length);
    const scores = answers.map(({ score }) => score ?? NaN);
    const variance = scores.reduce((sum, score) => sum + (score - mean(scores)) ** 2, 0) / (scores.length - 1);
    expect(column.one('[data-mean="score"]').number()).toBeCloseTo(mean(scores), 6);
    const error = column.one('[data-mean="score"]').number('data-error');
    if (variance > 1e-6) expect(error).toBeCloseTo(Math.sqrt(variance / scores.length), 6);
    else expect(error).toBeNull();
    expect(column.one('[data-mean="gold"]').number()).toBeCloseTo(
      mean(answers.map(({ marks }) => marks?.gold ?? NaN)),
      6,
    );
    const best = column.all('[data-best]').map((each) => each.attribute('data-best'));
    expect(best.indexOf('true')).toBe(scores.indexOf(Math.max(...scores)));
    expect(best.filter((each) => each === 'true')).toHaveLength(1);
  }
});

it('says what was drawn: the draw, the temperature, the seed, or that it was greedy', async () => {
  const drawn = await ask({ draw: 3, temperature: 0.7, seed: 5 });
  expect(drawn.at('compare-newest').number('data-draw')).toBe(3);
  expect(drawn.at('compare-newest').one('h3').text).toContain('draw 3, temperature 0.7, seed 5');
  const greedy = await ask({ temperature: 0 });
  expect(greedy.at('compare-newest').one('h3').text).toContain('greedy');
  expect(greedy.text).toContain(`the ${asked - 1} questions before`);
});

it('every head’s shares over the tokens so far sum to 1, and the most looked-at token is named', async () => {
  const prompt = 'write a story about anna and the owl .';
  await ask({ prompt });
  const place: AnswerPlace = { id: asked, respondent: 'ppo-1', sample: 0, token: 2 };
  hold(useCompare, { place });
  expect((await compare()).at('attention').text).toContain(text.compare.attention.waiting);
  await recorded.send({ type: 'attention', place });
  const panel = (await compare()).at('attention');
  const [{ tokens }] = answersOf('ppo-1');
  expect(panel.attribute('data-ready')).toBe('true');
  expect(panel.one('h4').text).toBe(`Where ${named('shipped')} looked before it wrote “${showTokens(tokens[2])}”`);
  const heads = panel.texts('thead th');
  const before = tokens.slice(0, 2).map(showTokens);
  expect(heads.slice(2)).toEqual(['‹prompt›', ...prompt.split(' '), '‹answer›', ...before]);
  const rows = panel.all('tbody tr');
  const { weights } = run().attention?.view ?? { weights: [] };
  expect(rows).toHaveLength(weights.flat().length);
  for (const [i, row] of rows.entries()) {
    const shares = row.numbers('[data-share]', 'data-share').map((share) => share ?? NaN);
    expect(shares).toEqual(weights.flat()[i]);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    const most = Math.max(...shares);
    expect(row.texts('td')[0]).toBe(`${heads[2 + shares.indexOf(most)]} ${formatShare(most)}`);
  }
  hold(useCompare, { place: null });
});

it('a policy from a file stands beside the others by its name, and says what the same weights say', async () => {
  const bytes = new Uint8Array(await readFile('public/checkpoints/XS/policy.safetensors')).buffer;
  await recorded.send({ type: 'addPolicy', name: 'mine', bytes });
  const page = await ask({});
  expect(page.at('model-added-1').attribute('checked')).toBe('');
  expect(page.at('answer-added-1').one('h4').text).toBe('mine');
  expect(page.at('answer-added-1').attribute('data-added')).toBe('true');
  const words = (id: string) => page.at(`answer-${id}`).texts('[role="toolbar"] button');
  expect(words('added-1')).toEqual(words('ppo-1'));
  await recorded.send({ type: 'removePolicy', respondent: 'added-1' });
  expect((await compare()).has('[data-testid="model-added-1"]')).toBe(false);
});

const namesOf = (page: Markup) =>
  page.all('[data-testid="compare-newest"] article').map((column) => column.one('h4').text);

it('answers are marked as old once their models have been trained, and every policy says whose it is', async () => {
  const { base, fewShotBase, sft } = text.speakers;
  const pipeline = [base.label, fewShotBase.label, sft.label];
  expect(namesOf(await ask({}))).toEqual([...pipeline, named('shipped')]);
  expect((await compare()).has('[data-testid="answers-old"]')).toBe(false);
  await recorded.run('ppo');
  const old = text.compare.old([text.stages.ppo.label]);
  expect((await compare()).at('answers-old').text).toContain(old);
  // The policy that the run began beside is still there to be asked.
  expect(namesOf(await ask({}))).toEqual([...pipeline, named('shipped'), named('yours')]);
  await recorded.run('ppo');
  expect(namesOf(await ask({}))).toEqual([...pipeline, named('your run before'), named('yours')]);
  await recorded.send({ type: 'nextRound', round: 1 });
  await recorded.run('rewardModel', 'ppo');
  const page = await ask({});
  expect(namesOf(page)).toEqual([...pipeline, named('round 1'), named('round 2')]);
  expect(page.at('compare-legend').text).toContain(text.compare.scoredBy('yours'));
  await recorded.run('sft');
  expect(namesOf(await ask({}))[2]).toBe(`${sft.label}, yours`);
});
