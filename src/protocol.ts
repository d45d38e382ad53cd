/**
 * What page and worker say to each other: plain data, two unions. The page sends commands; the worker answers with
 * events, and the page is a fold of those events.
 */
import type { MetricValues } from './metrics';
import type { BackendName, Size, StageName } from './names';
import type { Settings } from './settings';

export type TrainedStage = Exclude<StageName, 'evaluate'>;

/** Who answers a prompt: the base model, the base model prompted with an example, the fine-tuned, the PPO policy. */
export const SPEAKERS = ['base', 'fewShotBase', 'sft', 'ppo'] as const;
export type Speaker = (typeof SPEAKERS)[number];

export type Command =
  /** Chooses a backend, then opens the shipped checkpoints or starts at random weights. Always the first command. */
  | {
      readonly type: 'start';
      readonly settings: Settings;
      readonly backend: BackendName | 'auto';
      /** What an earlier visit measured here at this size, so that nothing need be timed again; null: nothing. */
      readonly remembered: readonly BackendTiming[] | null;
      readonly start: 'shipped' | 'scratch';
      /** Absolute address of the page's folder, where checkpoints/ and the WASM binary lie. */
      readonly baseUrl: string;
    }
  | { readonly type: 'run'; readonly stage: StageName }
  | { readonly type: 'step'; readonly stage: StageName; readonly unit: 'micro' | 'iteration' }
  | { readonly type: 'pause' }
  /** Back to the weights and the seed that the stage began with; later stages keep what they have. */
  | { readonly type: 'reset'; readonly stage: StageName }
  | { readonly type: 'set'; readonly changes: Partial<Settings> }
  /** Slow motion: at most this many micro-steps a second; null = as fast as it goes. */
  | { readonly type: 'speed'; readonly microStepsPerSecond: number | null }
  | { readonly type: 'openShipped'; readonly size: Size }
  | {
      readonly type: 'openFile';
      readonly stage: TrainedStage;
      readonly name: string;
      readonly bytes: ArrayBuffer;
      readonly origin?: 'kept';
    }
  /** `keep`: not for the learner, but to be kept on this machine with the run of that id. */
  | { readonly type: 'saveFile'; readonly stage: TrainedStage; readonly keep?: string }
  /** Label the current policy's answers and go round again: a new reward model, then PPO from the current policy. */
  | { readonly type: 'nextRound' }
  /** All rankings of the learner, in place of those told before: the reward model learns from them too. */
  | { readonly type: 'labels'; readonly labels: readonly OwnLabel[] }
  /** Prompts to rank, numbered on from `from`, each with that many responses, and none of those to avoid. */
  | {
      readonly type: 'labelTasks';
      readonly from: number;
      readonly count: number;
      readonly responses: number;
      readonly avoid: readonly string[];
    }
  /** Trains two short reward models that differ in the learner's rankings alone; stops those that train already. */
  | { readonly type: 'compareLabels' }
  /** Goes on with the one of them that learned the learner's rankings: it becomes the reward model, PPO begins anew. */
  | { readonly type: 'adoptLabels' }
  | { readonly type: 'answer'; readonly id: number; readonly question: Question }
  /** A policy to ask beside the others, from the bytes of a safetensors file. */
  | { readonly type: 'addPolicy'; readonly name: string; readonly bytes: ArrayBuffer }
  | { readonly type: 'removePolicy'; readonly respondent: string }
  /** Where the model looked before it wrote a token of the newest answers. */
  | { readonly type: 'attention'; readonly place: AnswerPlace };

/** Where a stage's weights came from. */
export type Origin = 'random' | 'shipped' | 'trained' | 'file' | 'kept';

export type StageStatus = 'locked' | 'ready' | 'running' | 'paused' | 'done';

export interface BackendTiming {
  readonly backend: BackendName;
  /** Median milliseconds of a real training step at start-up; null where it did not run. */
  readonly millisecondsPerStep: number | null;
  /** Why it is not used: one sentence; empty for the one in use. */
  readonly reason: string;
  /** Measured on an earlier visit, not now. */
  readonly earlier?: true;
}

export interface BackendReport {
  readonly backend: BackendName;
  /** The adapter, e.g. "apple, metal-3" or "SIMD, one thread". */
  readonly device: string;
  readonly timings: readonly BackendTiming[];
  /** 'fallback': what the learner or the link asked for does not work here. */
  readonly chosenBy: 'timing' | 'memory' | 'learner' | 'fallback' | 'only choice';
}

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
export interface Candidate {
  readonly token: string;
  readonly probability: number;
  /** 1 = likeliest of the whole vocabulary. */
  readonly rank: number;
  /** It is the one that comes. */
  readonly chosen: boolean;
}

/** One that the policy could draw: the token with the largest log π + noise is drawn (Gumbel-max). */
export interface RolloutCandidate extends Candidate {
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

/** The policy at T = 1, the same warmer, or the prompted base model; a learner's file may not say. */
export type ResponseSource = 'policy' | 'policyWarm' | 'fewShotBase' | 'unknown';

/** What a labeler can say of one response besides its rank, after InstructGPT's table 3, as far as this world goes. */
export const LABEL_FLAGS = ['failsInstruction', 'false', 'inappropriate', 'breaksForm', 'insults', 'harmful'] as const;
export type LabelFlag = (typeof LABEL_FLAGS)[number];

export interface LabeledResponse {
  /** Words without the end token. */
  readonly text: string;
  readonly from: ResponseSource;
  /** Overall quality from 1 to 7; null: not said. */
  readonly quality: number | null;
  readonly flags: readonly LabelFlag[];
}

/** One prompt whose responses the learner has ranked. */
export interface OwnLabel {
  readonly id: string;
  readonly prompt: string;
  readonly responses: readonly LabeledResponse[];
  /** Indices of the responses from best to worst; those on one level are tied. */
  readonly levels: readonly (readonly number[])[];
}

/** A prompt to rank: different responses in a random order. */
export interface LabelTask {
  readonly id: number;
  readonly prompt: string;
  readonly responses: readonly { readonly text: string; readonly from: ResponseSource }[];
}

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
      readonly candidates: readonly (readonly Candidate[])[];
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
      readonly candidates: readonly (readonly Candidate[])[];
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
      readonly kind: 'normalise';
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
  | { readonly stage: 'ppo'; readonly kind: 'metrics'; readonly episodes: readonly Episode[] }
  | {
      readonly stage: 'evaluate';
      readonly kind: 'speaker';
      readonly speaker: Speaker;
      readonly size: Size;
      readonly done: number;
      readonly of: number;
    };

/** A mean or a share with one standard error, which is null where what was seen is too little to tell. */
export interface Measured {
  readonly value: number;
  readonly error: number | null;
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

/** Shares of pairs of two different answers; .5 is chance. */
export interface LabelerFigures {
  /** Two labelers order the pair alike. */
  readonly agreement: number;
  /** A labeler orders it as the gold judge does. */
  readonly agreementWithGold: number;
  /** What a reward model could reach that had learnt all the labelers want and none of their noise. */
  readonly ceiling: number;
}

/** How the learner's pairs stand beside the simulated labelers; ties are no pairs. */
export interface LabelAgreement {
  readonly prompts: number;
  readonly pairs: number;
  /** For each labeler, the mean probability of ordering a pair as the learner did. */
  readonly labelers: readonly number[];
  /** Over pairs and labelers; null without a pair. */
  readonly mean: Measured | null;
  /** Standard deviation over the labelers. */
  readonly spread: number;
  /** How often two of the labelers order these same pairs alike; null without a pair. */
  readonly among: number | null;
  /** Share of pairs that the gold judge orders as the learner did, of those on which gold prefers one. */
  readonly gold: Measured | null;
  readonly goldPairs: number;
  /** Rankings whose prompt the judge cannot read, which take no part. */
  readonly unread: number;
  /** By ranking, gold of each response. */
  readonly golds: Readonly<Record<string, readonly number[]>>;
}

/** The same number from the reward model that learned the learner's rankings and from the one that did not. */
export interface WithAndWithout<T> {
  readonly with: T;
  readonly without: T;
}

export interface LabelEffect {
  /** Simulated rankings that both learned from. */
  readonly simulated: number;
  /** The learner's that one of the two learned from, and those kept apart to test both on. */
  readonly learned: number;
  readonly keptApart: number;
  readonly weight: number;
  /** On pairs by labelers whom neither met. */
  readonly accuracy: WithAndWithout<Measured | null>;
  /** Accuracy with less accuracy without, pair by pair. */
  readonly difference: Measured | null;
  /** On the learner's pairs that were learned from. */
  readonly onLearned: WithAndWithout<Measured | null>;
  /** On the learner's pairs that were kept apart; null where none were. */
  readonly onKeptApart: WithAndWithout<Measured | null> | null;
  /** Scores of the responses of every ranking of the learner's, by its id. */
  readonly scores: Readonly<Record<string, WithAndWithout<readonly number[]>>>;
}

/** Someone who can be asked: a model of the pipeline, the policy as a round of PPO left it, or one that was added. */
export interface Respondent {
  /** Its name between page and worker, the same as long as the worker lives. */
  readonly id: string;
  readonly speaker: Speaker;
  /** Whose policy it is, of PPO's rounds; null: no policy of this run. */
  readonly round: number | null;
  /** What a policy that was added is called; null: a model of this run. */
  readonly name: string | null;
}

/** As many answers as a respondent gives at most to one question. */
export const MAX_SAMPLES = 8;

/** All that decides the answers, beside the weights: the same question gets the same answers. */
export interface Question {
  readonly prompt: string;
  /** Ids of those who are asked. */
  readonly respondents: readonly string[];
  /** Answers of each, 1 to `MAX_SAMPLES`; fewer are the first of more. */
  readonly samples: number;
  /** Divides the logits; 0: the likeliest token each time, and then one answer. */
  readonly temperature: number;
  readonly seed: number;
  /** Counted from 1; the next draw throws the dice anew. */
  readonly draw: number;
}

/** The marks of the world's judge that the page shows, each in [0, 1]. */
export interface GoldMarks {
  readonly gold: number;
  readonly helpful: number;
  readonly honest: number;
  readonly harmless: number;
}

export interface Answer {
  readonly text: string;
  readonly ended: boolean;
  /** The words, and the end token if there is one; the columns are as long. */
  readonly tokens: readonly string[];
  /** Log-probability of every token at temperature 1, by the model that wrote it, asked as it was; nats. */
  readonly logprobs: readonly (number | null)[];
  /** The same by the reference, the fine-tuned model, which is always asked as chat; null without one. */
  readonly refLogprobs: readonly (number | null)[] | null;
  /** The reward model's; null without one. */
  readonly score: number | null;
  /** Null where the judge cannot read the prompt. */
  readonly marks: GoldMarks | null;
}

export interface RespondentAnswers {
  readonly respondent: Respondent;
  readonly answers: readonly Answer[];
}

/** A token of an answer. */
export interface AnswerPlace {
  /** Of the question. */
  readonly id: number;
  readonly respondent: string;
  /** Which of its answers, and which token of it, counted from 0. */
  readonly sample: number;
  readonly token: number;
}

/** Where every head looked when the next token was foretold. */
export interface AttentionView {
  /** All before the token, the prompt as the model was asked included. */
  readonly tokens: readonly string[];
  /** Index of the first token of the answer. */
  readonly responseStart: number;
  /** Shares that sum to 1 over the tokens. [layers][heads][tokens] */
  readonly weights: readonly (readonly (readonly number[])[])[];
}

export type WorkerEvent =
  | {
      readonly type: 'progress';
      readonly activity: 'backend' | 'kernels' | 'selfTest' | 'timing' | 'warmUp' | 'checkpoints';
      readonly fraction: number;
    }
  | { readonly type: 'backend'; readonly report: BackendReport }
  | { readonly type: 'settings'; readonly settings: Settings }
  /** A stage's standing; `iteration` of `iterations` are done. */
  | {
      readonly type: 'stage';
      readonly stage: StageName;
      readonly status: StageStatus;
      readonly origin: Origin | null;
      readonly iteration: number;
      readonly iterations: number;
      readonly round: number;
      readonly secondsLeft: number | null;
      /** Micro-steps, whose kinds differ in length: null until a whole iteration of them is known. */
      readonly stepsPerSecond: number | null;
      /** The stages whose weights it cannot begin without and that have none yet. */
      readonly missing: readonly TrainedStage[];
    }
  | { readonly type: 'microStep'; readonly iteration: number; readonly step: MicroStep }
  | {
      readonly type: 'metrics';
      readonly stage: TrainedStage;
      readonly iteration: number;
      readonly round: number;
      readonly values: MetricValues;
      /** One standard error of those values that are means over a sample. */
      readonly errors?: MetricValues;
    }
  /** The stage began anew: its curves are empty again. */
  | { readonly type: 'cleared'; readonly stage: StageName }
  /** A knob was turned while the stage ran: a mark on its charts. */
  | { readonly type: 'changed'; readonly stage: StageName; readonly iteration: number; readonly change: string }
  /** The model at work on a few fixed prompts. */
  | {
      readonly type: 'samples';
      readonly stage: TrainedStage;
      readonly iteration: number;
      readonly episodes: readonly Episode[];
    }
  | { readonly type: 'evaluation'; readonly evaluation: Evaluation }
  | { readonly type: 'sizeMark'; readonly mark: SizeMark }
  /** What the pool of labelers promises before anything is trained. */
  | { readonly type: 'labelers'; readonly figures: LabelerFigures }
  | { readonly type: 'labelTasks'; readonly tasks: readonly LabelTask[] }
  | { readonly type: 'labelAgreement'; readonly agreement: LabelAgreement }
  /** How far the two short reward models are, null when none trains; at the end, what they differ in. */
  | { readonly type: 'labelEffect'; readonly fraction: number | null; readonly effect: LabelEffect | null }
  /** Who can be asked now. */
  | { readonly type: 'respondents'; readonly respondents: readonly Respondent[] }
  | {
      readonly type: 'answers';
      readonly id: number;
      readonly question: Question;
      readonly answers: readonly RespondentAnswers[];
    }
  | { readonly type: 'attention'; readonly place: AnswerPlace; readonly view: AttentionView }
  | { readonly type: 'file'; readonly name: string; readonly bytes: ArrayBuffer; readonly keep?: string }
  /** A sentence for the learner; `detail` is for whoever reports it. The run is paused and the last good state kept. */
  | {
      readonly type: 'error';
      readonly sentence: string;
      readonly detail: string;
      readonly stage: StageName | null;
      readonly fatal: boolean;
    };
