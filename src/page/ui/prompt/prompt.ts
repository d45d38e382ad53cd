/** What a learner types: checked against the world's words, and completed with them. */
import { text } from '../../text/text';
import { showTokens } from '../../store/tokenText';
import { completions, encodeWords, SpecialTokenError, UnknownWordsError } from '../../../world/tokenizer';
import { readPrompt } from '../../../world/prompts';
import { CONTEXT, MAX_RESPONSE } from '../../../world/vocabulary';

/** The prompted base is asked with four tokens more, “question : … answer :”; the rest of the context is the answer’s. */
export const MAX_PROMPT_WORDS = CONTEXT - MAX_RESPONSE - 4;

const COMPLETIONS_SHOWN = 12;

/** What is wrong with a prompt, in a sentence; empty if it can be asked. */
export function problemOf(prompt: string): string {
  try {
    const words = encodeWords(prompt).length;
    if (words === 0) return text.prompt.empty;
    return words > MAX_PROMPT_WORDS ? text.prompt.tooLong(words, MAX_PROMPT_WORDS) : '';
  } catch (error) {
    if (error instanceof SpecialTokenError) return text.prompt.special(error.token, showTokens(error.token));
    if (!(error instanceof UnknownWordsError)) throw error;
    const { unknown, more } = error;
    return text.prompt.unknown(
      unknown.map(({ word }) => word),
      more,
    );
  }
}

const MARKS = ['.', '?', '!'];

/** The prompt with the mark at its end that the judge's prompts have, where it lacks no more than that. */
export function withMark(prompt: string): string {
  const typed = prompt.trim();
  if (readPrompt(typed)) return typed;
  return MARKS.map((mark) => `${typed} ${mark}`).find((marked) => readPrompt(marked) !== undefined) ?? typed;
}

function headAndTail(prompt: string): readonly [head: string, tail: string] {
  const tail = prompt.split(/\s/).at(-1) ?? '';
  return [prompt.slice(0, prompt.length - tail.length), tail];
}

/** Words of the world that the last, unfinished word may become. */
export function completionsOf(prompt: string): readonly string[] {
  const [, tail] = headAndTail(prompt);
  if (tail === '') return [];
  const found = completions(tail);
  return found.length === 1 && found[0] === tail.toLowerCase() ? [] : found.slice(0, COMPLETIONS_SHOWN);
}

/** The prompt with its last word replaced by a whole one. */
export function complete(prompt: string, word: string): string {
  return `${headAndTail(prompt)[0]}${word} `;
}
