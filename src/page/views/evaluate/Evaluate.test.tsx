/** The evaluation before and after a real one of all sizes: the table, the papers' figures from the same numbers, examples. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openBackend } from '../../../engine/lm/backend';
import { changeSettings } from '../../../experiment/settings';
import { SPEAKERS, type Speaker } from '../../../experiment/names';
import type { Measure } from '../../../protocol/evaluate';
import { EVALUATION_SETS, evaluationSet } from '../../../world/evaluationSets';
import { evaluationPrompts } from '../../../world/prompts';
import { afterReload } from '../../../testing/afterReload';
import { drawApp } from '../../../testing/drawApp';
import { draw, stubBrowser } from '../../../testing/drawPage';
import type { Markup } from '../../../testing/markup';
import { Recorded, TINY_SETTINGS } from '../../../testing/recordedSession';
import { applyEvent, initialPageModel, type PageModel } from '../../store/run/pageModel';
import { useStore } from '../../store/store';
import { showTokens } from '../../store/tokenText';
import { text } from '../../text/text';
import { formatFixed, formatMeasured, formatShare } from '../../ui/format';
import { figureCells } from './figure';
import { barFigure, HHH, METADATA, sizeFigure } from './figures';
import { FigureTable } from './FigureTable';
import { headlineOf } from './headline';
import { GROUPS } from './measures';

// What is drawn without a browser has no size.
vi.mock('../../ui/useSize', () => ({ useSize: () => ({ width: 900, height: 300, rem: 16 }), useInView: () => true }));

const ITERATIONS = 14;

const SETTINGS = changeSettings(TINY_SETTINGS, {
  rewardModelSize: 'S',
  ppoIterations: ITERATIONS,
  ptxCoef: 0,
  klCoef: 0,
  evaluateAllSizes: true,
});

const recorded = new Recorded();

/** The page after the session's first events. */
const run = (events = recorded.events.length): PageModel =>
  recorded.events.slice(0, events).reduce(applyEvent, initialPageModel(SETTINGS));

function evaluate(model: PageModel): Promise<Markup> {
  return drawApp({ run: model, view: 'evaluate', page: { ...useStore.getState().page, stage: 'evaluate' } });
}

let before = 0;
let page: Markup;

beforeAll(async () => {
  stubBrowser();
  await openBackend('wasm');
  await recorded.startShipped(SETTINGS);
  before = recorded.events.length;
  await recorded.run('ppo');
  await recorded.send({ type: 'step', stage: 'evaluate', unit: 'micro' });
  await recorded.session.idle();
  await recorded.run('evaluate');
  page = await evaluate(run());
});

const cell = (speaker: Speaker, measure: Measure) => page.at(`evaluation-${speaker}-${measure}`);

/** The numbers of one kind of model in a figure, as they are drawn. */
const drawn = (figure: string, series: string) =>
  page.at(`figure-${figure}`).numbers(`[data-series="${series}"] [data-value]`);

describe('before anything is evaluated', () => {
  it('there are no numbers, and every figure says what to do for it', async () => {
    const empty = await evaluate(run(before));
    expect(empty.has('[data-testid^="evaluation-"]')).toBe(false);
    expect(empty.at('current-micro-step').text).toBe(text.evaluate.waiting(SETTINGS.evaluationSamples));
    expect(empty.has('[data-testid="evaluation-headline"]')).toBe(false);
    // What it will take, counted where it is taken.
    const rare = EVALUATION_SETS.flatMap(evaluationSet).length;
    expect(text.evaluate.waiting(1)).toContain(`${evaluationPrompts().length} prompts and ${rare} more`);
    for (const id of ['size', 'metadata', 'overoptimization', 'tax', 'hhh'] as const) {
      expect(empty.at(`figure-${id}`).text).toContain(text.evaluate.figures[id].missing);
      expect(empty.at(`figure-${id}`).has('[data-value]')).toBe(false);
    }
    expect(empty.at('evaluate-all-sizes').text).toBe(text.evaluate.allSizes.button);
    expect(empty.text).toContain('The 8 shipped models of sizes S and M can answer the prompts, too');
  });

  it('and while it runs, which model answers and how many prompts are done', async () => {
    const [first] = recorded.of('microStep').filter(({ step }) => step.stage === 'evaluate');
    const { step } = first;
    if (step.kind !== 'speaker') throw new Error('An evaluation goes from answer to answer.');
    const busy = await evaluate(run(recorded.events.indexOf(first) + 1));
    expect(busy.at('current-micro-step').text).toBe(`fine-tuned, size M: ${step.done} of 400 answers`);
  });
});

it('opens on a sentence with its numbers, before the table, the figures and the knobs', () => {
  const { evaluations, sizeMarks } = run();
  const headline = headlineOf(evaluations, sizeMarks);
  const opening = page.at('evaluation-headline');
  expect(opening.attribute('data-verdict')).toBe(headline?.verdict);
  const preferred = sizeMarks.find(({ speaker, size }) => speaker === 'ppo' && size === 'XS')?.preferred ?? null;
  expect(opening.text).toContain(formatMeasured(preferred, formatShare));
  for (const speaker of SPEAKERS) {
    expect(opening.text).toContain(formatFixed(cell(speaker, 'gold').number() ?? NaN, 3));
  }
  const order = ['evaluation-headline', 'evaluation-sft-gold', 'figure-size', 'knob-evaluationSamples'];
  const all = page.all('[data-testid]').map((each) => each.attribute('data-testid'));
  const places = order.map((id) => all.indexOf(id));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
});

it('the table has every measure of every model with its error, as it was measured', () => {
  for (const { rows } of GROUPS) {
    for (const { measure, write } of rows) {
      for (const speaker of SPEAKERS) {
        const measured = run().evaluations[speaker]?.measures[measure] ?? null;
        expect(cell(speaker, measure).number()).toBe(measured?.value ?? null);
        expect(cell(speaker, measure).number('data-error')).toBe(measured?.error ?? null);
        if (measured !== null) expect(cell(speaker, measure).text).toContain(write(measured.value));
      }
    }
  }
  const answers = run().evaluations.sft?.answers;
  expect(page.at('current-micro-step').text).toBe(`${answers} judged answers of each model`);
  expect(page.has('[data-testid="evaluate-all-sizes"]')).toBe(false);
});

describe('figure 1', () => {
  it('has four models of three sizes: the preference of all but the one they are compared with, and the gold of all', () => {
    expect(page.at('figure-size').all('[data-value]')).toHaveLength(23);
    expect(page.at('figure-size').text).toContain('preferred to fine-tuned M by held-out labelers');
    expect(page.at('figure-size').text).toContain('trained or opened here: ' + text.speakers.ppo.label + ' XS');
    // The policy trained here has no pretraining gradient; those of the other sizes shipped with it.
    expect(drawn('size', 'ppo-ptx')).toHaveLength(4);
    const [preferred, gold] = drawn('size', 'ppo');
    expect(gold).toBe(cell('ppo', 'gold').number());
    expect(preferred).toBe(
      run().sizeMarks.find(({ speaker, size }) => speaker === 'ppo' && size === 'XS')?.preferred?.value,
    );
    const [sftXs, sftS] = drawn('size', 'sft').map((value) => value ?? NaN);
    expect(sftXs).toBeLessThan(0.5);
    expect(sftS).toBeGreaterThan(sftXs);
  });

  it('has the same numbers as a table', async () => {
    const figure = sizeFigure(run().sizeMarks);
    if (figure === null) throw new Error('There is nothing to draw.');
    const table = await draw(<FigureTable title="" figure={figure} />);
    const gold = table.all('table').find((each) => each.one('caption').text === 'gold');
    const rows = gold?.all('tbody tr') ?? [];
    expect(rows).toHaveLength(12);
    const own = rows.find((row) => row.one('th').text === 'policy' && row.texts('td')[0].startsWith('XS'));
    expect(own?.texts('td')).toContain(formatFixed(cell('ppo', 'gold').number() ?? NaN, 3));
  });
});

it.each([
  ['metadata', METADATA],
  ['hhh', HHH],
] as const)('the bars of figure %s are those of the table, on the page and in its file', (id, measures) => {
  for (const speaker of ['base', 'fewShotBase', 'sft', 'ppo'] as const) {
    expect(drawn(id, speaker)).toEqual(measures.map((measure) => cell(speaker, measure).number()));
  }
  for (const measure of measures) expect(page.at(`figure-${id}`).text).toContain(text.evaluation[measure].meaning);
  const figure = barFigure(run().evaluations, measures);
  const [head, ...saved] = figure === null ? [] : figureCells(figure);
  expect(head).toEqual(['measure', 'model', 'x', 'value', 'stderr']);
  expect(saved.flatMap(([measure, model, , value]) => (model === 'fine-tuned' ? [[measure, value]] : []))).toEqual(
    measures.map((measure) => [measure, cell('sft', measure).number()]),
  );
});

it('the alignment tax asks for the policy that is missing, and proxy and gold lie by their distance', () => {
  expect(page.at('figure-tax').text).toContain('train PPO with γptx above 0');
  expect(drawn('tax', 'ppo')).toHaveLength(5);
  const over = page.at('figure-overoptimization');
  expect(over.all('[data-value]')).toHaveLength(2 * ITERATIONS);
  const golds = recorded.metrics('ppo').map(({ values }) => values.goldReward);
  expect(over.numbers('[data-series="goldReward "] [data-value]')).toEqual(golds);
  expect(over.text).toMatch(/curve .*(of|to|for) this run/i);
});

it('the examples are the same prompts with every model’s answer and its gold', () => {
  const { evaluations } = run();
  const examples = evaluations.sft?.examples ?? [];
  expect(examples.length).toBeGreaterThan(1);
  for (const { prompt } of examples) {
    const answers = SPEAKERS.flatMap((speaker) => {
      const episode = evaluations[speaker]?.examples.find((each) => each.prompt === prompt);
      if (episode === undefined) return [];
      const said = episode.response === '' ? text.inside.silent : showTokens(episode.response);
      return [text.speakers[speaker].label, said, episode.gold === null ? '' : formatFixed(episode.gold, 2)];
    });
    const shown = page.all('section').find((each) => each.texts('h4').join() === showTokens(prompt));
    expect(shown?.all('dl div').flatMap((each) => [...each.texts('dt'), ...each.texts('dd')])).toEqual(answers);
  }
});

it('all its results are there again after a reload, and an older policy’s for the alignment tax', async () => {
  const model = run();
  const { ppo } = model.evaluations;
  if (ppo === undefined) throw new Error('No policy was evaluated.');
  const withPtx = { ...ppo, ptx: true };
  const { evaluations, sizeMarks, taxed } = await afterReload({ ...model, taxed: { ...model.taxed, withPtx } });
  expect(evaluations).toEqual(model.evaluations);
  expect(sizeMarks).toEqual(model.sizeMarks);
  expect(taxed).toEqual({ withPtx, withoutPtx: ppo });
  const again = await evaluate(await afterReload(model));
  expect(again.at('evaluation-headline').text).toBe(page.at('evaluation-headline').text);
  const cells = (each: Markup) =>
    each.all('[data-testid^="evaluation-"][data-error]').map((shown) => [shown.number(), shown.number('data-error')]);
  expect(cells(again).length).toBeGreaterThan(60);
  expect(cells(again)).toEqual(cells(page));
});
