/** What the worker reports of an evaluation: every model's marks, each with its error. */
import type { Episode } from './microSteps';
import type { Interval } from '../estimates';
import type { Origin, Size, Speaker } from '../experiment/names';

/** A mean or a share with one standard error, which is null where what was seen is too little to tell. */
export interface Measured {
  readonly value: number;
  readonly error: number | null;
  /** Of a share or a mean of marks from 0 to 1: the score interval, one standard error to each side. */
  readonly interval?: Interval;
}

/** What is measured of a model's answers to the mix of prompts. */
export type MixMeasure =
  | 'gold'
  /** Gold on the prompts whose text no training stage saw. */
  | 'goldUnseen'
  | 'helpful'
  | 'honest'
  | 'harmless'
  | 'refuse'
  | 'premise'
  | 'truth'
  /** InstructGPT's metadata, worked out from the judge's parts: `rlhf/evaluate.ts`. */
  | 'attempts'
  | 'obeysConstraints'
  | 'hallucinates'
  | 'appropriate'
  /** Share of answers better than the SFT model's, ties one half. */
  | 'winAgainstSft'
  | 'length';

/** Of its answers to sets of one rare kind of prompt each: `world/evaluationSets.ts`. */
export type SetMeasure = 'harmfulSet' | 'premisesSet' | 'mythsSet' | 'spanishSet';

/** Of the plain language model, in no chat format. */
export type BenchmarkMeasure = 'perplexity' | 'cloze' | 'mythTrue' | 'story' | 'spanish';

export type Measure = MixMeasure | SetMeasure | BenchmarkMeasure;

/** One model's marks on the held-out prompts, the evaluation sets and the benchmarks. */
export interface Evaluation {
  readonly speaker: Speaker;
  readonly size: Size;
  /** Whether the policy was trained with the pretraining gradient; null for the others, and where it is not known. */
  readonly ptx: boolean | null;
  /** Judged answers, several to each prompt. */
  readonly answers: number;
  /** Null where the model does not take part, or where no answer counts. */
  readonly measures: { readonly [M in Measure]: Measured | null };
  readonly examples: readonly Episode[];
}

/** One model of figure 1: how often people prefer its answers to the largest fine-tuned model's, and its gold. */
export interface SizeMark {
  readonly speaker: Speaker;
  readonly size: Size;
  readonly parameters: number;
  readonly origin: Origin;
  readonly ptx: boolean | null;
  /** The size of the fine-tuned model that it is compared with: the largest of those evaluated. */
  readonly against: Size;
  /** Null for that model itself. */
  readonly preferred: Measured | null;
  readonly gold: Measured | null;
}

/** The mean gold of a model's answers to the first of a hundred fixed prompts, with one standard error. */
export interface MeanGold {
  readonly speaker: Speaker;
  readonly gold: Measured | null;
  /** As many as it has answered. */
  readonly prompts: number;
  /** Whether these are all of them. */
  readonly done: boolean;
}
