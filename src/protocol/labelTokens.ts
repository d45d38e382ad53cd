/**
 * The tokens of a ranking's texts. A prompt, and an answer that somebody wrote, are of words alone; an answer that a model
 * wrote may hold its special tokens, too, but for the end token, which closes an answer and is no part of its text.
 */
import type { LabeledResponse, OwnRanking } from './label';
import { encode, encodeWords, SpecialTokenError, UnknownWordsError } from '../world/tokenizer';
import { EOT, VOCABULARY } from '../world/vocabulary';

/** Thrown for a prompt without a word. */
export class EmptyPromptError extends Error {
  override readonly name = 'EmptyPromptError';
}

/** Throws `EmptyPromptError`, `SpecialTokenError` or `UnknownWordsError`. */
export function promptTokens(prompt: string): number[] {
  const tokens = encodeWords(prompt);
  if (tokens.length === 0) throw new EmptyPromptError('A prompt has at least one word.');
  return tokens;
}

/** Without the end token. Throws `SpecialTokenError` or `UnknownWordsError`. */
export function responseTokens({ text, from }: Pick<LabeledResponse, 'text' | 'from'>): number[] {
  if (from === 'unknown') return encodeWords(text);
  const tokens = encode(text);
  if (tokens.includes(EOT)) throw new SpecialTokenError(VOCABULARY[EOT]);
  return tokens;
}

/** Whether a model can learn from the ranking; what an earlier version of the page saved may not be. */
export function isLearnable({ prompt, responses }: OwnRanking): boolean {
  try {
    promptTokens(prompt);
    responses.forEach(responseTokens);
    return true;
  } catch (error) {
    if (isTextError(error)) return false;
    throw error;
  }
}

type TextError = EmptyPromptError | SpecialTokenError | UnknownWordsError;

/** Whether a text is to blame, and not the page. */
export function isTextError(error: unknown): error is TextError {
  return error instanceof EmptyPromptError || error instanceof SpecialTokenError || error instanceof UnknownWordsError;
}
