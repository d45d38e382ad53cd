/**
 * Scalar feedback on responses, "good" or "bad", from a person with two keys or from a simulated labeler, and the two
 * ways of reading it (Knox & Stone 2009 know only the second):
 *
 * - 'response': one rating of the whole response. The whole response is one action, its last press counts.
 * - 'token': every token is an action; presses are credited to the tokens that were on screen before them (`credit.ts`).
 */
import type { Rng } from '../../../rng';
import { judge } from '../../../world/judge';
import { utility, type Labeler } from '../../../world/labelers';
import type { Prompt } from '../../../world/prompt';
import type { Feedback, KeyPress } from '../../../protocol/feedback';
import { creditedLabels, HUMAN_DELAY, type HumanDelay } from './credit';
import type { Response } from '../respond';

export const FEEDBACK_READINGS = ['response', 'token'] as const;

export type FeedbackReading = (typeof FEEDBACK_READINGS)[number];

export interface FeedbackSettings extends HumanDelay {
  readonly feedbackReading: FeedbackReading;
}

/**
 * Asks for feedback on one response; null: none was given. Training can neither go on nor end before the answer, so
 * a source that asks a person answers null when the run is to stop.
 */
export type GiveFeedback = (prompt: Prompt, response: Response) => Promise<Feedback | null>;

export interface RatedResponse {
  readonly prompt: Prompt;
  readonly response: Response;
  readonly feedback: Feedback;
}

/** What feedback says of each token of a response. [response tokens] each */
export interface TokenLabels {
  readonly labels: Float32Array;
  /** 1 where the label counts. */
  readonly weights: Float32Array;
}

/**
 * The labels of one response: in the reading by responses its last press at its last token, in the reading by tokens the
 * credited presses. There 0 is the label of a token that got no credit: left out, as TAMER may, H would say anything of
 * the tokens that nobody speaks of, and the policy learns from all. Without any press nothing counts.
 */
export function tokenLabels(
  { response, feedback: { shown, presses } }: RatedResponse,
  settings: FeedbackSettings,
): TokenLabels {
  const tokens = response.tokens.length;
  if (shown.length !== tokens)
    throw new Error(`Feedback needs the time of each of the ${tokens} tokens, got ${shown.length}.`);
  const weights = new Float32Array(tokens);
  const last = presses.at(-1);
  if (!last) return { labels: new Float32Array(tokens), weights };
  if (settings.feedbackReading === 'token')
    return { labels: creditedLabels(shown, presses, settings), weights: weights.fill(1) };
  const labels = new Float32Array(tokens);
  labels[tokens - 1] = last.rating;
  weights[tokens - 1] = 1;
  return { labels, weights };
}

/** Tokens that appear one by one, and one press some time after the last of them, which stays on screen until then. */
export function pressAfterLastToken(
  tokens: number,
  rating: KeyPress['rating'],
  reactionTime: number,
  secondsPerToken = 0.25,
): Feedback {
  const time = (tokens - 1) * secondsPerToken + reactionTime;
  const shown = Array.from({ length: tokens }, (_, i) => ({
    start: i * secondsPerToken,
    end: i === tokens - 1 ? time : (i + 1) * secondsPerToken,
  }));
  return { shown, presses: [{ rating, time }] };
}

/**
 * A labeler with two keys: "good" if the response's utility and the labeler's noise exceed the threshold. The noise is
 * τ times a logistic variable, as if the response were compared with one of that utility (Bradley & Terry 1952). The
 * reaction time is drawn from the default human delay.
 */
export function simulatedFeedback(labeler: Labeler, rng: Rng, threshold = 1.4): GiveFeedback {
  return async (prompt, { text, ended, tokens }) => {
    const liking = (utility(labeler, judge(prompt, text, ended)) - threshold) / labeler.tau;
    const rating = rng.chance(1 / (1 + Math.exp(-liking))) ? 1 : -1;
    const reactionTime = HUMAN_DELAY.creditDelay + rng.next() * HUMAN_DELAY.creditWindow;
    return pressAfterLastToken(tokens.length, rating, reactionTime);
  };
}
