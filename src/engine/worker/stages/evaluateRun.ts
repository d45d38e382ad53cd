/**
 * The evaluation as the session runs it: every model that exists answers the held-out prompts and the evaluation sets,
 * and sits the benchmarks; where asked, the shipped models of other sizes answer the prompts. Every number comes with its standard error.
 */
import type {
  BenchmarkMeasure,
  Evaluation,
  Measured,
  MixMeasure,
  SetMeasure,
  SizeMark,
} from '../../../protocol/evaluate';
import type { Model } from '../../lm/model';
import { SIZES, type Speaker } from '../../../experiment/names';
import { clusteredInterval, shareInterval, type Estimate, type Interval } from '../../../estimates';
import { mapValues } from '../../../mapValues';
import { benchmarkEstimates, markEstimate, markSet, winEstimate, type MarkName } from '../../rlhf/evaluation/evaluate';
import { answerAndJudge, type Judged } from '../../rlhf/evaluation/judged';
import { languageModel } from '../../rlhf/networks';
import { stageRng } from '../../../rng';
import { preferredBy } from '../../rlhf/evaluation/preferredBy';
import type { PromptFormat } from '../../rlhf/respond';
import type { Settings } from '../../../experiment/settings';
import { evaluationSet, type EvaluationSet } from '../../../world/evaluationSets';
import type { Labeler } from '../../../world/labelers';
import type { Prompt } from '../../../world/prompt';
import { evaluationPrompts, isHeldOut } from '../../../world/prompts';
import type { StageRun, StepReport } from './stageRun';

export interface AnsweringModel {
  readonly speaker: Speaker;
  readonly format: PromptFormat;
  readonly parameters: Float32Array;
}

/** A model to evaluate; those of other sizes than the session's answer the mix alone, for figure 1. */
export interface Evaluated
  extends Pick<AnsweringModel, 'speaker' | 'format'>, Pick<SizeMark, 'size' | 'origin' | 'ptx'> {
  readonly own: boolean;
  readonly load: () => Promise<Float32Array>;
}

const SHOWN = 12;

const MIX_MARKS = [
  'gold',
  'helpful',
  'honest',
  'harmless',
  'refuse',
  'premise',
  'truth',
  'attempts',
  'obeysConstraints',
  'hallucinates',
  'appropriate',
  'length',
] as const satisfies readonly (MarkName & MixMeasure)[];

const SETS = {
  harmfulSet: 'harmful',
  premisesSet: 'premises',
  mythsSet: 'myths',
  spanishSet: 'spanish',
} as const satisfies Record<SetMeasure, EvaluationSet>;

/** The prompted base is asked for answers alone: the benchmarks have no room for an example, and are the base's. */
const NO_BENCHMARKS = { perplexity: null, cloze: null, mythTrue: null, story: null, spanish: null };

/** Where all answers are alike, as when none refuses, their spread says nothing of how sure the mean is. */
const ROUNDING = 1e-9;

export function measured({ mean, error }: Estimate): Measured | null {
  return Number.isFinite(mean) ? { value: mean, error: error > ROUNDING ? error : null } : null;
}

/** A measure from 0 to 1: its interval does not leave that range, and is there where all answers are alike. */
function withInterval(estimate: Estimate, [low, high]: Interval): Measured | null {
  const known = measured(estimate);
  return known && Number.isFinite(low) ? { ...known, interval: [low, high] } : known;
}

/** A mark or a share over answers that come several to a prompt. */
export function clustered(estimate: Estimate): Measured | null {
  return withInterval(estimate, clusteredInterval(estimate));
}

/** A share of independent items. */
function share(estimate: Estimate): Measured | null {
  return withInterval(estimate, shareInterval(estimate.mean, estimate.prompts));
}

function ofMark(name: MarkName, judged: readonly Judged[]): Measured | null {
  const estimate = markEstimate(name, judged);
  return name === 'length' ? measured(estimate) : clustered(estimate);
}

function ofMix(judged: readonly Judged[], sft: readonly Judged[] | null): Record<MixMeasure, Measured | null> {
  const marks = Object.fromEntries(MIX_MARKS.map((name) => [name, ofMark(name, judged)]));
  const unseen = judged.filter(({ prompt }) => isHeldOut(prompt));
  return {
    ...(marks as Record<(typeof MIX_MARKS)[number], Measured | null>),
    goldUnseen: clustered(markEstimate('gold', unseen)),
    winAgainstSft: sft && clustered(winEstimate(judged, sft)),
  };
}

function ofSets(judged: readonly Judged[]): Record<SetMeasure, Measured | null> {
  return mapValues(SETS, (set) => {
    const texts = new Set(evaluationSet(set).map(({ text }) => text));
    return clustered(
      markSet(
        set,
        judged.filter(({ prompt }) => texts.has(prompt.text)),
      ),
    );
  });
}

async function ofBenchmarks(model: Model): Promise<Record<BenchmarkMeasure, Measured | null>> {
  const { perplexity, ...shares } = await benchmarkEstimates(model);
  return { perplexity: measured(perplexity), ...mapValues(shares, share) };
}

interface Answers {
  readonly mix: readonly Judged[];
  readonly sets: readonly Judged[];
}

async function evaluation(
  { speaker, size, ptx }: Evaluated,
  model: Model,
  { mix, sets }: Answers,
  sft: readonly Judged[] | null,
): Promise<Evaluation> {
  return {
    speaker,
    size,
    ptx,
    answers: mix.length + sets.length,
    measures: {
      ...ofMix(mix, speaker === 'sft' ? null : sft),
      ...ofSets(sets),
      ...(speaker === 'fewShotBase' ? NO_BENCHMARKS : await ofBenchmarks(model)),
    },
    examples: mix.slice(0, SHOWN).map(({ prompt, response, verdict }) => ({
      prompt: prompt.text,
      response: response.text,
      ended: response.ended,
      score: null,
      gold: verdict.gold,
    })),
  };
}

/** The fine-tuned models first, the largest before the others: all others are compared with them. */
function inOrder(evaluated: readonly Evaluated[]): readonly Evaluated[] {
  const isSft = ({ speaker }: Evaluated) => Number(speaker === 'sft');
  const parts = [evaluated.filter(({ own }) => own), evaluated.filter(({ own }) => !own)];
  const [own, others] = parts.map((part) => [...part].sort((a, b) => isSft(b) - isSft(a)));
  const largest = largestSft(evaluated);
  return [...new Set([...(largest ? [largest] : []), ...own, ...others])];
}

function largestSft(evaluated: readonly Evaluated[]): Evaluated | undefined {
  return evaluated
    .filter(({ speaker }) => speaker === 'sft')
    .sort((a, b) => SIZES.indexOf(b.size) - SIZES.indexOf(a.size))
    .at(0);
}

/** Evaluates the models. People's preference is that of the given labelers, without their luck (`rlhf/preferredBy.ts`). */
export function runEvaluate(
  { seed, evaluationSamples }: Pick<Settings, 'seed' | 'evaluationSamples'>,
  evaluated: readonly Evaluated[],
  labelers: readonly Labeler[],
): StageRun {
  const mixPrompts = evaluationPrompts();
  const setPrompts = Object.values(SETS).flatMap(evaluationSet);
  const ordered = inOrder(evaluated);
  const largest = largestSft(evaluated);
  async function* reports(): AsyncGenerator<StepReport> {
    let sft: readonly Judged[] | null = null;
    let best: readonly Judged[] | null = null;
    for (const [i, each] of ordered.entries()) {
      const { speaker, size, origin, ptx, format, own } = each;
      const parameters = await each.load();
      const model = languageModel(size, parameters);
      const of = (mixPrompts.length + (own ? setPrompts.length : 0)) * evaluationSamples;
      const progress = (done: number) => () =>
        Promise.resolve({ stage: 'evaluate', kind: 'speaker', speaker, size, done, of } as const);
      try {
        const mix: Judged[] = [];
        const sets: Judged[] = [];
        const asked: readonly (readonly [string, readonly Prompt[], Judged[]])[] = [
          ['evaluation', mixPrompts, mix],
          ['evaluation sets', own ? setPrompts : [], sets],
        ];
        for (const [stream, prompts, judged] of asked) {
          const rng = stageRng(seed, stream);
          for await (const part of answerAndJudge(model, prompts, format, rng, evaluationSamples)) {
            judged.push(...part);
            yield { describe: progress(mix.length + sets.length) };
          }
        }
        if (own && speaker === 'sft') sft = mix;
        const isLargest = each === largest;
        if (isLargest) best = mix;
        const sizeMark: SizeMark | null = largest
          ? {
              speaker,
              size,
              origin,
              ptx,
              parameters: parameters.length,
              against: largest.size,
              preferred: isLargest || best === null ? null : clustered(preferredBy(labelers, mix, best)),
              gold: clustered(markEstimate('gold', mix)),
            }
          : null;
        yield {
          describe: progress(of),
          ended: {
            iteration: i + 1,
            iterations: ordered.length,
            ...(sizeMark && { sizeMark }),
            ...(own && { evaluation: await evaluation(each, model, { mix, sets }, sft) }),
          },
        };
      } finally {
        model.dispose();
      }
    }
  }
  return { reports: reports(), model: null, dispose: () => undefined };
}
