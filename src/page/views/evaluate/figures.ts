/** The paper's figures from what was evaluated in this tab. */
import type { Evaluation, Measure, Measured, SizeMark } from '../../../protocol/evaluate';
import { SIZES, SPEAKERS, type Speaker } from '../../../experiment/names';
import type { PageModel } from '../../store/run/pageModel';
import { text } from '../../text/text';
import { roundTicks } from '../../ui/charts/chartScale';
import { formatInteger } from '../../ui/format';
import { SPEAKER_COLORS } from '../../ui/colors';
import { barOf, SHARE_TICKS, type Figure, type FigurePoint, type FigureSeries, type FigurePanel } from './figure';
import { measured } from './measures';

/** PPO with the pretraining gradient has a name of its own. */
export function modelLabel(speaker: Speaker, ptx: boolean | null): string {
  return ptx === true ? text.evaluate.ppoPtx : text.speakers[speaker].label;
}

function styleOf(speaker: Speaker, ptx: boolean | null): Omit<FigureSeries, 'points'> {
  const key = ptx === true ? `${speaker}-ptx` : speaker;
  const hollow = speaker === 'fewShotBase' || (speaker === 'ppo' && ptx !== true);
  return { key, label: modelLabel(speaker, ptx), color: SPEAKER_COLORS[speaker], hollow, line: 'solid' };
}

/** Of the way from one size to the next: two models stand so far apart. */
const APART = 0.1;

function pointOf(x: number, value: Measured | null): readonly FigurePoint[] {
  if (value === null) return [];
  const { value: y, error, interval } = value;
  return [{ x, y, error, ...(interval && { interval }) }];
}

/** Figure 1: a line for each kind of model, by size; people's preference first, the judge's gold beside it. */
export function sizeFigure(marks: readonly SizeMark[]): Figure | null {
  const sizes = SIZES.flatMap((size) => marks.find((mark) => mark.size === size) ?? []);
  if (sizes.length === 0) return null;
  const kinds = [...new Map(marks.map(({ speaker, ptx }) => [`${speaker} ${ptx}`, { speaker, ptx }])).values()];
  const series = (of: (mark: SizeMark) => Measured | null): readonly FigureSeries[] =>
    kinds
      .sort((a, b) => SPEAKERS.indexOf(a.speaker) - SPEAKERS.indexOf(b.speaker))
      .map(({ speaker, ptx }, i) => ({
        ...styleOf(speaker, ptx),
        shift: APART * (i - (kinds.length - 1) / 2),
        points: sizes.flatMap(({ size }, x) => {
          const mark = marks.find((each) => each.speaker === speaker && each.ptx === ptx && each.size === size);
          return mark ? pointOf(x, of(mark)) : [];
        }),
      }));
  const xTicks = sizes.map(({ size, parameters }, at) => ({
    at,
    label: text.evaluate.sizeTick(size, formatInteger(parameters)),
  }));
  const frame = {
    kind: 'points',
    share: true,
    y: [0, 1],
    yTicks: SHARE_TICKS,
    // On the right there is room for the name of the level.
    x: [-0.35, sizes.length - 0.4],
    xTicks,
    xTitle: text.evaluate.size,
  } as const;
  const { against } = marks[0];
  const here = marks
    .filter(({ origin }) => origin !== 'shipped')
    .map(({ speaker, size, ptx }) => `${modelLabel(speaker, ptx)} ${size}`);
  return {
    panels: [
      {
        ...frame,
        key: 'preferred',
        title: text.evaluate.preferred(against),
        series: series((mark) => mark.preferred),
        level: { at: 0.5, label: `${text.speakers.sft.label} ${against}`, color: SPEAKER_COLORS.sft },
      },
      {
        ...frame,
        share: false,
        decimals: 3,
        key: 'gold',
        title: text.evaluation.gold.label,
        series: series((mark) => mark.gold),
      },
    ],
    notes: here.length > 0 ? [text.evaluate.trainedHere(here.join(', '))] : [],
  };
}

interface Bar {
  readonly style: Omit<FigureSeries, 'points'>;
  readonly evaluation: Evaluation;
}

function barsOf(evaluations: PageModel['evaluations']): readonly Bar[] {
  return SPEAKERS.flatMap((speaker) => {
    const evaluation = evaluations[speaker];
    return evaluation ? [{ style: styleOf(speaker, evaluation.ptx), evaluation }] : [];
  });
}

function barPanel(measure: Measure, bars: readonly Bar[], share: boolean): FigurePanel {
  const series = bars.map(({ style, evaluation }, x) => ({
    ...style,
    points: pointOf(x, measured(evaluation, measure)),
  }));
  const tops = series.flatMap(({ points }) => points.map((point) => barOf(point)?.[1] ?? point.y));
  const yTicks = share ? SHARE_TICKS : roundTicks(0, Math.max(...tops, 0));
  return {
    key: measure,
    title: text.evaluation[measure].label,
    meaning: text.evaluation[measure].meaning,
    share,
    kind: 'bars',
    y: [0, yTicks[yTicks.length - 1]],
    yTicks,
    x: [-0.5, bars.length - 0.5],
    xTicks: [],
    series,
  };
}

/** One panel for each measure, one bar for each model. Null while nothing is evaluated. */
export function barFigure(evaluations: PageModel['evaluations'], measures: readonly Measure[]): Figure | null {
  const bars = barsOf(evaluations);
  if (bars.length === 0) return null;
  const compared = measures.some((measure) => measure === 'honest' || measure === 'hallucinates');
  return {
    panels: measures.map((measure) => barPanel(measure, bars, true)),
    notes: compared ? [text.evaluate.honestAndHallucinates] : [],
  };
}

export const HHH = ['helpful', 'honest', 'harmless'] as const satisfies readonly Measure[];
export const METADATA = [
  'attempts',
  'obeysConstraints',
  'hallucinates',
  'appropriate',
] as const satisfies readonly Measure[];
const BENCHMARKS = ['cloze', 'mythTrue', 'story', 'spanish'] as const satisfies readonly Measure[];

/** The benchmarks before PPO, and after it with and without the pretraining gradient, as far as both were evaluated. */
export function taxFigure({
  evaluations,
  taxed,
  settings,
}: Pick<PageModel, 'evaluations' | 'taxed' | 'settings'>): Figure | null {
  const { base, sft, ppo } = evaluations;
  const ofThisSize = (evaluation: Evaluation | null) => (evaluation?.size === settings.size ? evaluation : null);
  const withoutPtx = ofThisSize(taxed.withoutPtx);
  const withPtx = ofThisSize(taxed.withPtx);
  // A policy trained partly with and partly without it, or from a file, is neither.
  const unknown = ppo?.ptx === null ? ppo : null;
  const shown = [base, sft, unknown, withoutPtx, withPtx].filter((each) => each !== null && each !== undefined);
  if (shown.length === 0) return null;
  const bars = shown.map((evaluation) => ({ style: styleOf(evaluation.speaker, evaluation.ptx), evaluation }));
  const notes = [
    ...(withoutPtx === null ? [text.evaluate.missingWithout] : []),
    ...(withPtx === null ? [text.evaluate.missingWith] : []),
  ];
  return {
    panels: [barPanel('perplexity', bars, false), ...BENCHMARKS.map((each) => barPanel(each, bars, true))],
    notes,
  };
}
