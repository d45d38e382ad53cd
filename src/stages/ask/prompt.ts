/** What a learner types: checked against the world's words, and completed with them. */
import { completions, encode, UnknownWordsError } from '../../world/tokenizer';
import { CONTEXT, MAX_RESPONSE } from '../../world/vocabulary';

/** Two tokens mark who speaks; the rest of the context is for prompt and answer. */
export const MAX_PROMPT_WORDS = CONTEXT - MAX_RESPONSE - 2;

const COMPLETIONS_SHOWN = 12;

type Checked = { readonly words: number } | { readonly problem: string };

/** How many words, or a sentence that says what is wrong with the prompt. */
export function checkPrompt(prompt: string, tooLong: (words: number, most: number) => string): Checked {
  try {
    const words = encode(prompt).length;
    return words > MAX_PROMPT_WORDS ? { problem: tooLong(words, MAX_PROMPT_WORDS) } : { words };
  } catch (error) {
    if (error instanceof UnknownWordsError) return { problem: error.message };
    throw error;
  }
}

function headAndTail(prompt: string): readonly [head: string, tail: string] {
  const cut = prompt.search(/\S*$/);
  return [prompt.slice(0, cut), prompt.slice(cut)];
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
