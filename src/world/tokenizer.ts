/** Text to token ids and back: one token per word, words joined by single spaces. */
import { nearest } from '../nearest';
import { SPECIALS, VOCABULARY } from './vocabulary';

const ids: ReadonlyMap<string, number> = new Map(VOCABULARY.map((word, id) => [word, id]));
const typeableWords = VOCABULARY.slice(SPECIALS.length);
/** Not the punctuation marks. */
const words = typeableWords.filter((word) => /^[a-z]/.test(word));

/** An unknown word with the vocabulary's nearest words, nearest first; none where none is near. */
export interface UnknownWord {
  readonly word: string;
  readonly nearest: readonly string[];
}

/** Thrown by `encode` for a text with words that the vocabulary lacks. */
export class UnknownWordsError extends Error {
  override readonly name = 'UnknownWordsError';

  constructor(readonly unknown: readonly UnknownWord[]) {
    const parts = unknown.map(({ word, nearest }) =>
      nearest.length === 0 ? `"${word}"` : `"${word}" (nearest: ${nearest.join(', ')})`,
    );
    super(`The vocabulary has ${typeableWords.length} words and lacks ${parts.join('; ')}`);
  }
}

/** The words of a text: lower case, punctuation marks apart. */
export function splitWords(text: string): string[] {
  const spaced = text.toLowerCase().replace(/[.,?!:]/g, ' $& ');
  return spaced.split(/\s+/).filter((word) => word !== '');
}

/** Token ids of a text; throws `UnknownWordsError` that names every unknown word once. */
export function encode(text: string): number[] {
  const typed = splitWords(text);
  const unknown = typed.filter((word) => !ids.has(word));
  if (unknown.length > 0) {
    throw new UnknownWordsError([...new Set(unknown)].map((word) => ({ word, nearest: nearest(word, words) })));
  }
  return typed.map((word) => ids.get(word) as number);
}

/** The text of token ids, specials included as words; throws a RangeError for an id outside the vocabulary. */
export function decode(tokenIds: Iterable<number>): string {
  return Array.from(tokenIds, (id) => {
    const word = VOCABULARY[id];
    if (word === undefined) throw new RangeError(`Token ids run from 0 to ${VOCABULARY.length - 1}, got ${id}`);
    return word;
  }).join(' ');
}

/** Words that start with the prefix, in vocabulary order, specials left out. */
export function completions(prefix: string): string[] {
  const lower = prefix.toLowerCase();
  return typeableWords.filter((word) => word.startsWith(lower));
}
