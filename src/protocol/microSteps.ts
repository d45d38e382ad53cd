/** What a stage did last: every kind of micro-step with its data, and the ledger of a text's tokens. */
import type { MetricValues } from '../experiment/metrics';
import type { Size, Speaker, StageName } from '../experiment/names';

/** One text with what the model makes of it, token by token; columns are as long as `tokens`. */
export interface TokenTable {
  readonly tokens: readonly string[];
  /** Index of the first token of the response; before it stands the prompt. */
  readonly responseStart: number;
  readonly columns: { readonly [K in LedgerColumn]?: readonly (number | null)[] };
}

export const LEDGER_COLUMNS = [
  'logprobs',
  'refLogprobs',
  'kl',
  'rewards',
  'values',
  'deltas',
  'advantages',
  'whitened',
  'newValues',
  'returns',
  'valueErrors',
  'ratio',
  'objective',
  'clipped',
  'counted',
] as const;
export type LedgerColumn = (typeof LEDGER_COLUMNS)[number];

/** What could come next at one place of a text: the likeliest tokens, and the one that does come. */
export interface TokenCandidate {
  readonly token: string;
  readonly probability: number;
  /** 1 = likeliest of the whole vocabulary. */
  readonly rank: number;
  /** It is the one that comes. */
  readonly chosen: boolean;
}

/** One that the policy could draw: the token with the largest log π + noise is drawn (Gumbel-max). */
export interface RolloutCandidate extends TokenCandidate {
  readonly refProbability: number;
  /** Standard Gumbel noise of the sampler's own generator. */
  readonly noise: number;
}

/** All tokens of a minibatch after its update, one after the other. */
export interface MinibatchTokens {
  readonly tokens: readonly string[];
  readonly ratios: readonly number[];
  /** Whitened, as the loss has them. */
  readonly advantages: readonly number[];
}

/** The policy at T = 1 or at a higher T, or the prompted base model; a learner's file may not say. */
export const RESPONSE_SOURCES = ['policy', 'policyWarm', 'fewShotBase', 'unknown'] as const;
export type ResponseSource = (typeof RESPONSE_SOURCES)[number];

export interface RankedResponse {
  readonly text: string;
  readonly from: ResponseSource;
  /** 1 = best; the labeler's order. */
  readonly rank: number;
  /** Reward model's score at this moment, if it has one. */
  readonly score: number | null;
}

/** Places in a ranking of a pair that is trained on; identical responses are no pair. */
export interface RankedPair {
  readonly better: number;
  readonly worse: number;
}

/** Advantages are whitened with one mean and one deviation, those of all tokens of an iteration. */
export interface Whitening {
  readonly mean: number;
  readonly deviation: number;
}

export interface Episode {
  readonly prompt: string;
  readonly response: string;
  readonly ended: boolean;
  readonly score: number | null;
  readonly gold: number | null;
}

/** What a stage did last, for the page to show: every kind of micro-step with its data. */
export type MicroStep =
  | { readonly stage: 'pretrain'; readonly kind: 'batch'; readonly texts: readonly string[] }
  | {
      readonly stage: 'pretrain';
      readonly kind: 'update';
      readonly example: TokenTable;
      /** At the place of every token; none for the first. */
      readonly candidates: readonly (readonly TokenCandidate[])[];
    }
  | {
      readonly stage: 'sft';
      readonly kind: 'batch';
      readonly pairs: readonly { readonly prompt: string; readonly response: string }[];
    }
  | {
      readonly stage: 'sft';
      readonly kind: 'update';
      readonly example: TokenTable;
      /** At the place of every token; none for the first. */
      readonly candidates: readonly (readonly TokenCandidate[])[];
    }
  | {
      readonly stage: 'rewardModel';
      readonly kind: 'comparisons';
      readonly prompt: string;
      readonly labeler: number;
      readonly ranking: readonly RankedResponse[];
      readonly collected: number;
      readonly of: number;
    }
  | {
      readonly stage: 'rewardModel';
      readonly kind: 'batch';
      readonly prompt: string;
      readonly ranking: readonly RankedResponse[];
      /** Those of this prompt. */
      readonly compared: readonly RankedPair[];
      /** In the whole batch. */
      readonly pairs: number;
    }
  | {
      readonly stage: 'rewardModel';
      readonly kind: 'update';
      readonly prompt: string;
      readonly ranking: readonly RankedResponse[];
      readonly compared: readonly RankedPair[];
      readonly scoresBefore: readonly number[];
    }
  /** The demonstrations' mean score, subtracted from now on; scores of demonstrations and of samples, before the shift. */
  | {
      readonly stage: 'rewardModel';
      readonly kind: 'normalize';
      readonly mean: number;
      readonly demonstrationScores: readonly number[];
      readonly sampleScores: readonly number[];
    }
  | { readonly stage: 'ppo'; readonly kind: 'prompts'; readonly prompts: readonly string[] }
  | {
      readonly stage: 'ppo';
      readonly kind: 'rollout';
      readonly episodes: readonly Episode[];
      readonly example: TokenTable;
      /** At the place of every token of the response. */
      readonly candidates: readonly (readonly RolloutCandidate[])[];
    }
  | {
      readonly stage: 'ppo';
      readonly kind: 'score';
      readonly episodes: readonly Episode[];
      readonly example: TokenTable;
      readonly score: number;
    }
  | {
      readonly stage: 'ppo';
      readonly kind: 'klPenalty';
      readonly example: TokenTable;
      readonly score: number;
      readonly klCoef: number;
    }
  | {
      readonly stage: 'ppo';
      readonly kind: 'advantages';
      readonly example: TokenTable;
      readonly gamma: number;
      readonly lambda: number;
      /** Older pages saved none. */
      readonly whitening?: Whitening;
    }
  | {
      readonly stage: 'ppo';
      readonly kind: 'update';
      readonly example: TokenTable;
      readonly update: number;
      readonly of: number;
      readonly clipRange: number;
      readonly minibatch: MinibatchTokens;
      /** The example's first place in the minibatch; null where this minibatch leaves it out. */
      readonly exampleAt: number | null;
      /** What the update read of its losses, before it moved the weights. */
      readonly numbers: MetricValues;
      /** Some windows of the corpus that it learned from besides; none without ptx. */
      readonly ptxTexts: readonly string[];
    }
  /** The numbers arrive as `metrics`. Older pages saved no episodes. */
  | { readonly stage: 'ppo'; readonly kind: 'metrics'; readonly episodes?: readonly Episode[] }
  | {
      readonly stage: 'evaluate';
      readonly kind: 'speaker';
      readonly speaker: Speaker;
      readonly size: Size;
      readonly done: number;
      readonly of: number;
    };

type MicroStepsByStage = { readonly [S in StageName]: Extract<MicroStep, { stage: S }> };

/** The micro-steps of one stage. */
export type MicroStepOf<S extends StageName> = MicroStepsByStage[S];
/** The kinds of micro-steps that a stage has. */
export type MicroStepKind<S extends StageName> = { [K in StageName]: MicroStepOf<K>['kind'] }[S];
