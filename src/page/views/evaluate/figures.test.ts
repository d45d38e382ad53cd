import { describe, expect, test } from 'vitest';
import type { Evaluation, Measure, SizeMark } from '../../../protocol/evaluate';
import { SIZES, SPEAKERS, type Size, type Speaker } from '../../../experiment/names';
import { defaultSettings } from '../../../experiment/settings';
import { applyEvent, initialPageModel } from '../../store/run/pageModel';
import { text } from '../../text/text';
import { barOf, figureCells, seriesOf, spreadIn, writtenIn, type Figure } from './figure';
import { barFigure, HHH, METADATA, sizeFigure, taxFigure } from './figures';

function sizeMark(speaker: Speaker, size: Size, given: Partial<SizeMark> = {}): SizeMark {
  const share = (SPEAKERS.indexOf(speaker) * 3 + SIZES.indexOf(size)) / 12;
  return {
    speaker,
    size,
    parameters: 1000 * 10 ** SIZES.indexOf(size),
    origin: 'shipped',
    ptx: speaker === 'ppo' ? true : null,
    against: 'M',
    preferred: { value: share, error: 0.02 },
    gold: { value: share / 2, error: null },
    ...given,
  };
}

function evaluation(speaker: Speaker, ptx: boolean | null, value: number, size: Size = 'S'): Evaluation {
  const measures = new Proxy({}, { get: () => ({ value, error: 0.01 }) }) as Evaluation['measures'];
  return { speaker, size, ptx, answers: 10, measures, examples: [] };
}

const allMarks = SIZES.flatMap((size) => SPEAKERS.map((speaker) => sizeMark(speaker, size)));

function valuesOf(figure: Figure | null, panel: string) {
  const found = figure?.panels.find(({ key }) => key === panel);
  return found?.series.map(({ label, points }) => [label, ...points.map(({ y }) => y)]);
}

describe('figure 1', () => {
  test('has a line for each kind of model, its points in order of size, and gold beside it', () => {
    const figure = sizeFigure([...allMarks].reverse());
    expect(valuesOf(figure, 'preferred')).toEqual([
      ['base', 0, 1 / 12, 2 / 12],
      ['prompted base', 3 / 12, 4 / 12, 5 / 12],
      [text.speakers.sft.label, 6 / 12, 7 / 12, 8 / 12],
      [text.evaluate.ppoPtx, 9 / 12, 10 / 12, 11 / 12],
    ]);
    expect(valuesOf(figure, 'gold')?.at(-1)).toEqual([text.evaluate.ppoPtx, 9 / 24, 10 / 24, 11 / 24]);
    expect(figure?.panels[0]).toMatchObject({
      title: 'preferred to fine-tuned M by held-out labelers',
      level: { at: 0.5, label: `${text.speakers.sft.label} M` },
    });
    expect(figure?.panels[0].xTicks.map(({ label }) => label)).toEqual(['XS, 1 000', 'S, 10 000', 'M, 100 000']);
    expect(figure?.panels[0].xTitle).toBe('size, parameters');
    expect(figure?.notes).toEqual([]);
    // A size has a name, which a file says as well.
    expect(figure && figureCells(figure)[1]).toEqual(['preferred', 'base', 'XS, 1 000', 0, 0.02]);
  });

  test('leaves out what was not measured: the model that the others are compared with', () => {
    const figure = sizeFigure([sizeMark('sft', 'M', { preferred: null }), sizeMark('ppo', 'M')]);
    expect(valuesOf(figure, 'preferred')).toEqual([[text.speakers.sft.label], [text.evaluate.ppoPtx, 11 / 12]]);
  });

  test('says what did not ship', () => {
    const figure = sizeFigure([sizeMark('sft', 'S'), sizeMark('ppo', 'S', { origin: 'trained', ptx: false })]);
    expect(figure?.notes.join(' ')).toContain(`trained or opened here: ${text.speakers.ppo.label} S`);
    expect(sizeFigure([])).toBeNull();
  });

  test('draws models of one size beside each other, each size apart from the next, and names their places as they are', () => {
    const figure = sizeFigure(allMarks);
    const shifts = figure?.panels[0].series.map(({ shift = 0 }) => shift) ?? [];
    expect(new Set(shifts).size).toBe(SPEAKERS.length);
    expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeCloseTo(0);
    expect(Math.max(...shifts) - Math.min(...shifts)).toBeLessThan(0.5);
    expect(figure?.panels[0].series[0].points.map(({ x }) => x)).toEqual([0, 1, 2]);
  });

  test('keeps a policy without the pretraining gradient apart from those with it', () => {
    const figure = sizeFigure([
      ...allMarks,
      sizeMark('ppo', 'S', { ptx: false, preferred: { value: 0.5, error: 0.1 } }),
    ]);
    expect(
      valuesOf(figure, 'preferred')?.filter(([label]) =>
        [text.evaluate.ppoPtx, text.speakers.ppo.label].includes(String(label)),
      ),
    ).toEqual([
      [text.evaluate.ppoPtx, 9 / 12, 10 / 12, 11 / 12],
      [text.speakers.ppo.label, 0.5],
    ]);
  });
});

describe('the bars', () => {
  test('are one for each model and measure, as the evaluation has them', () => {
    const figure = barFigure({ sft: evaluation('sft', null, 0.25), ppo: evaluation('ppo', false, 0.5) }, METADATA);
    expect(figure?.panels.map(({ key }) => key)).toEqual(METADATA);
    for (const measure of METADATA) {
      expect(valuesOf(figure, measure)).toEqual([
        [text.speakers.sft.label, 0.25],
        [text.speakers.ppo.label, 0.5],
      ]);
    }
  });

  test('reach no further than 0 and 1', () => {
    const sure = evaluation('sft', null, 1);
    const measures = { ...sure.measures, harmless: { value: 1, error: 0.02, interval: [0.98, 1] as const } };
    const [panel] = barFigure({ sft: { ...sure, measures } }, ['harmless'])?.panels ?? [];
    const [point] = panel.series[0].points;
    expect(barOf(point)).toEqual([0.98, 1]);
    expect(spreadIn(panel, point)).toBe(' (98–100 %)');
    expect(barOf({ x: 0, y: 0.5, error: 0.1 })).toEqual([0.4, 0.6]);
    expect(barOf({ x: 0, y: 0.5, error: null })).toBeNull();
  });

  test('are not drawn where nothing is evaluated', () => {
    expect(barFigure({}, METADATA)).toBeNull();
  });

  test('say why honest and hallucinates need not add up, wherever one of both is drawn', () => {
    const drawn = { sft: evaluation('sft', null, 0.25) };
    for (const measures of [METADATA, HHH]) {
      expect(barFigure(drawn, measures)?.notes.join(' ')).toContain('need not add up to 100');
    }
    expect(barFigure(drawn, ['helpful'])?.notes).toEqual([]);
  });

  test('are written alike in the drawing and its table', () => {
    const panels = barFigure({ sft: evaluation('sft', null, 0.25) }, ['helpful', 'gold'])?.panels ?? [];
    expect(panels.map((panel) => writtenIn(panel, 0.00648816))).toEqual(['0.6 %', '0.6 %']);
    const [preferred, gold] = sizeFigure(allMarks)?.panels ?? [];
    expect([writtenIn(preferred, 0.6212), writtenIn(gold, 0.6212)]).toEqual(['62 %', '0.621']);
  });

  test('as a file: a row for each number, with its error', () => {
    const figure = barFigure({ sft: evaluation('sft', null, 0.25) }, ['helpful' satisfies Measure]);
    if (!figure) throw new Error('There is one bar.');
    expect(figureCells(figure)).toEqual([
      ['measure', 'model', 'x', 'value', 'stderr'],
      ['helpful', text.speakers.sft.label, '', 0.25, 0.01],
    ]);
  });
});

describe('the alignment tax', () => {
  const run = [evaluation('base', null, 0.9), evaluation('sft', null, 0.5), evaluation('ppo', false, 0.1)].reduce(
    (before, each) => applyEvent(before, { type: 'evaluation', evaluation: each }),
    initialPageModel(defaultSettings('S')),
  );

  test('with one policy says how to get the other', () => {
    const figure = taxFigure(run);
    expect(valuesOf(figure, 'cloze')).toEqual([
      ['base', 0.9],
      [text.speakers.sft.label, 0.5],
      [text.speakers.ppo.label, 0.1],
    ]);
    expect(figure?.notes).toHaveLength(1);
    expect(figure?.notes[0]).toContain('γptx above 0');
  });

  test('keeps the first policy when the second is evaluated anew', () => {
    const again = [
      { type: 'cleared', stage: 'evaluate' },
      { type: 'evaluation', evaluation: evaluation('sft', null, 0.5) },
      { type: 'evaluation', evaluation: evaluation('ppo', true, 0.8) },
    ] as const;
    const figure = taxFigure(again.reduce(applyEvent, run));
    expect(valuesOf(figure, 'cloze')).toEqual([
      [text.speakers.sft.label, 0.5],
      [text.speakers.ppo.label, 0.1],
      [text.evaluate.ppoPtx, 0.8],
    ]);
    expect(figure?.notes).toEqual([]);
  });

  test('never sets a policy beside models of another size', () => {
    const { settings } = initialPageModel(defaultSettings('XS'));
    const figure = taxFigure({ ...run, settings, evaluations: { base: evaluation('base', null, 0.9, 'XS') } });
    expect(figure && seriesOf(figure).map(({ label }) => label)).toEqual(['base']);
  });

  test('draws a policy of unknown training as neither', () => {
    const figure = taxFigure(
      applyEvent(initialPageModel(run.settings), { type: 'evaluation', evaluation: evaluation('ppo', null, 0.3) }),
    );
    expect(valuesOf(figure, 'story')).toEqual([[text.speakers.ppo.label, 0.3]]);
    expect(figure?.notes).toHaveLength(2);
  });
});
