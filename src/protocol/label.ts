/** What page and worker say of labels: the learner's rankings, how they stand beside the labelers', and what they change. */
import type { Measured } from './evaluate';
import type { ResponseSource } from './microSteps';

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

/** A file of rankings that was brought in: a labeler beside the learner. */
export interface ImportedFile {
  readonly name: string;
  /** Of what the file says, so that the same file is known under any name. */
  readonly digest: string;
}

/** One prompt whose responses a person has ranked: the learner, or whoever a file is from. */
export interface OwnRanking {
  readonly id: string;
  /** Absent: the learner ranked it here. */
  readonly file?: ImportedFile;
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
  /** Responses that were drawn; of those with one text, `responses` has one. */
  readonly drawn: number;
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

/** How the pairs that the learner ranked here stand beside the simulated labelers; ties are no pairs. */
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
  /** Rankings that no model can learn from; they take no part in anything. */
  readonly leftOut: number;
  /** By ranking, gold of each response. */
  readonly golds: Readonly<Record<string, readonly number[]>>;
}

/** What a reward model that was trained here learned from. */
export interface Lessons {
  /** Rankings of the simulated labelers. */
  readonly simulated: number;
  /** The learner's rankings, and as how many simulated ones each counted. */
  readonly own: number;
  /** How many of those came from files; absent: none. */
  readonly imported?: number;
  readonly weight: number;
}

/** Simulated rankings that the two short reward models learn from, by which the page shows what the learner's change. */
export const SHORT_RANKINGS = 512;
/** From this number of different prompts on, the rankings of every fourth are held out, to test both models on. */
export const PROMPTS_TO_TEST = 8;
/** Iterations of PPO against each of the two. */
export const LEARN_ITERATIONS = 12;

/** One measurement of the reward model that learned the learner's rankings beside the one that did not. */
export interface WithAndWithout<T> {
  readonly with: T;
  readonly without: T;
}

export interface LabelEffect {
  /** The people's, as they were compared: also those held out. */
  readonly rankings: readonly OwnRanking[];
  /** Simulated rankings that both learned from. */
  readonly simulated: number;
  /** Those that order two answers, which one of the two learned from, and those held out to test both on. */
  readonly learned: number;
  readonly keptApart: number;
  readonly weight: number;
  /** On pairs by labelers whom neither met. */
  readonly accuracy: WithAndWithout<Measured | null>;
  /** Accuracy with less accuracy without, pair by pair. */
  readonly difference: Measured | null;
  /** On the learner's pairs that were learned from. */
  readonly onLearned: WithAndWithout<Measured | null>;
  /** On the learner's pairs that were held out; null where none were. */
  readonly onKeptApart: WithAndWithout<Measured | null> | null;
  /** Scores of the responses of every ranking of the learner's, by its id. */
  readonly scores: Readonly<Record<string, WithAndWithout<readonly number[]>>>;
}

/** What the two reward models train for: how far it is, and how long it takes from here; null: not known yet. */
export interface LearningProgress {
  readonly doing: 'rewardModels' | 'policies' | 'answers';
  readonly fraction: number;
  readonly secondsLeft: number | null;
}

export interface LearnedAnswer {
  readonly text: string;
  readonly ended: boolean;
  /** By the reward model that learned the people's rankings, whichever model answered. */
  readonly score: number;
  /** Null where the judge cannot read the prompt. */
  readonly gold: number | null;
}

/** A prompt, and the likeliest answer of three models: before, and after PPO against each of the two reward models. */
export interface LearnedPrompt extends WithAndWithout<LearnedAnswer> {
  readonly prompt: string;
  readonly before: LearnedAnswer;
}

/** What policies became that learned to please the two reward models, in everything else alike. */
export interface Learned {
  readonly iterations: number;
  /** The people's, as one of the two learned them. */
  readonly rankings: readonly OwnRanking[];
  readonly prompts: readonly LearnedPrompt[];
}
