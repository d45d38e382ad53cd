/** What page and worker say of answers side by side: the models, the question, the answers, and a head's attention. */
import type { Origin, Speaker } from '../experiment/names';
import type { Lessons } from './label';

/** A model that can be asked: one of the pipeline, the policy as a round of PPO left it, or one that was added. */
export interface Respondent {
  /** Its name between page and worker, unchanged as long as the worker lives. */
  readonly id: string;
  readonly speaker: Speaker;
  /** Whose policy it is, of PPO's rounds; null: no policy of this run. */
  readonly round: number | null;
  /** What a policy that was added is called; null: a model of this run. */
  readonly name: string | null;
  /** Where its weights came from. */
  readonly origin: Origin | null;
  /** The policy as it stood before the last run of PPO, which stays as it is. */
  readonly beforeRun?: true;
  /** Of a policy that was trained here on a reward model that was trained here. */
  readonly lessons?: Lessons;
}

/** The id of the policy as it stood before the last run of PPO. */
export const POLICY_BEFORE_RUN = 'ppo-before';

/** As many answers as a respondent gives at most to one question. */
export const MAX_SAMPLES = 8;

/** All that decides the answers, beside the weights: the same question gets the same answers. */
export interface Question {
  readonly prompt: string;
  /** Ids of the models that are asked. */
  readonly respondents: readonly string[];
  /** Answers of each, 1 to `MAX_SAMPLES`; fewer are the first of more. */
  readonly samples: number;
  /** Divides the logits; 0: the likeliest token each time, and then one answer. */
  readonly temperature: number;
  readonly seed: number;
  /** Counted from 1; the next draw throws the dice anew. */
  readonly draw: number;
}

/** What the page shows of the world's judge: its marks, each in [0, 1]. */
export interface GoldMarks {
  readonly gold: number;
  readonly helpful: number;
  readonly honest: number;
  readonly harmless: number;
  /** Statements that honest rests on; with none the judge's honest is 1 though it read nothing that could be false. */
  readonly factsRead: number;
}

export interface Answer {
  readonly text: string;
  readonly ended: boolean;
  /** The words, and the end token if there is one; the columns are as long. */
  readonly tokens: readonly string[];
  /** Log-probability of every token at temperature 1, by the model that wrote it, asked as it was; nats. */
  readonly logprobs: readonly (number | null)[];
  /** Log-probabilities by the reference, the fine-tuned model, which is always asked as chat; null without one. */
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

/** The attention of every head when the next token was predicted. */
export interface AttentionView {
  /** All before the token, the prompt as the model was asked included. */
  readonly tokens: readonly string[];
  /** Index of the first token of the answer. */
  readonly responseStart: number;
  /** Shares that sum to 1 over the tokens. [layers][heads][tokens] */
  readonly weights: readonly (readonly (readonly number[])[])[];
}
