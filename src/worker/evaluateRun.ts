/**
 * The evaluation as the session runs it: every model that exists answers the held-out prompts and the evaluation sets,
 * and sits the benchmarks. Every number comes with its standard error.
 */
import type { Model } from '../lm/model';
import type { BenchmarkMeasure, Evaluation, Measured, MixMeasure, SetMeasure, Speaker } from '../protocol';
import type { Estimate } from '../rlhf/estimates';
import {
  answerAndJudge,
  benchmarkEstimates,
  markEstimate,
  markSet,
  winEstimate,
  type Judged,
  type MarkName,
} from '../rlhf/evaluate';
import { languageModel, stageRng } from '../rlhf/pipeline';
import type { PromptFormat } from '../rlhf/respond';
import type { Settings } from '../settings';
import { evaluationSet, type EvaluationSet } from '../world/evaluationSets';
import { evaluationPrompts, isHeldOut, type Prompt } from '../world/prompts';
import type { StageRun, Told } from './stageRuns';

export interface Candidate {
  readonly speaker: Speaker;
  readonly format: PromptFormat;
  readonly parameters: Float32Array;
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
  'obeysConstraints',
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

/** Where all answers are alike, as when none refuses, their spread tells nothing of how sure the mean is. */
const ROUNDING = 1e-9;

export function measured({ mean, error }: Estimate): Measured | null {
  return Number.isFinite(mean) ? { value: mean, error: error > ROUNDING ? error : null } : null;
}

/** The same keys, each with what `of` makes of its value. */
function mapValues<K extends string, A, B>(values: Readonly<Record<K, A>>, of: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(values).map(([key, value]) => [key, of(value)])) as Record<K, B>;
}

function ofMix(judged: readonly Judged[], sft: readonly Judged[] | null): Record<MixMeasure, Measured | null> {
  const marks = Object.fromEntries(MIX_MARKS.map((name) => [name, measured(markEstimate(name, judged))]));
  const unseen = judged.filter(({ prompt }) => isHeldOut(prompt));
  return {
    ...(marks as Record<(typeof MIX_MARKS)[number], Measured | null>),
    goldUnseen: measured(markEstimate('gold', unseen)),
    winAgainstSft: sft && measured(winEstimate(judged, sft)),
  };
}

function ofSets(judged: readonly Judged[]): Record<SetMeasure, Measured | null> {
  return mapValues(SETS, (set) => {
    const texts = new Set(evaluationSet(set).map(({ text }) => text));
    return measured(
      markSet(
        set,
        judged.filter(({ prompt }) => texts.has(prompt.text)),
      ),
    );
  });
}

async function ofBenchmarks(model: Model): Promise<Record<BenchmarkMeasure, Measured | null>> {
  return mapValues(await benchmarkEstimates(model), measured);
}

interface Answers {
  readonly mix: readonly Judged[];
  readonly sets: readonly Judged[];
}

async function evaluation(
  speaker: Speaker,
  model: Model,
  { mix, sets }: Answers,
  sft: readonly Judged[] | null,
): Promise<Evaluation> {
  return {
    speaker,
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

/** Evaluates the candidates, the SFT model first, since the others are compared with it. */
export function runEvaluate({ size, seed, evaluationSamples }: Settings, candidates: readonly Candidate[]): StageRun {
  const mixPrompts = evaluationPrompts();
  const setPrompts = Object.values(SETS).flatMap(evaluationSet);
  const of = (mixPrompts.length + setPrompts.length) * evaluationSamples;
  const ordered = [...candidates].sort((a, b) => Number(b.speaker === 'sft') - Number(a.speaker === 'sft'));
  async function* told(): AsyncGenerator<Told> {
    let sft: readonly Judged[] | null = null;
    for (const [i, { speaker, format, parameters }] of ordered.entries()) {
      const model = languageModel(size, parameters);
      try {
        const mix: Judged[] = [];
        const sets: Judged[] = [];
        const asked: readonly (readonly [string, readonly Prompt[], Judged[]])[] = [
          ['evaluation', mixPrompts, mix],
          ['evaluation sets', setPrompts, sets],
        ];
        for (const [stream, prompts, judged] of asked) {
          const rng = stageRng(seed, stream);
          for await (const part of answerAndJudge(model, prompts, format, rng, evaluationSamples)) {
            judged.push(...part);
            const done = mix.length + sets.length;
            yield {
              show: () => Promise.resolve({ stage: 'evaluate', kind: 'speaker', speaker, done, of }),
            };
          }
        }
        if (speaker === 'sft') sft = mix;
        const marked = await evaluation(speaker, model, { mix, sets }, sft);
        yield {
          show: () => Promise.resolve({ stage: 'evaluate', kind: 'speaker', speaker, done: of, of }),
          ended: { iteration: i + 1, iterations: ordered.length, evaluation: marked },
        };
      } finally {
        model.dispose();
      }
    }
  }
  return { told: told(), model: null, dispose: () => undefined };
}
