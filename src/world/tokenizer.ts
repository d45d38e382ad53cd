/** Text to token ids and back: one token per word, words joined by single spaces. */
import { excerpt } from '../excerpt';
import { nearest } from '../nearest';
import { SPECIALS, VOCABULARY } from './vocabulary';

const ids: ReadonlyMap<string, number> = new Map(VOCABULARY.map((word, id) => [word, id]));
const typeableWords = VOCABULARY.slice(SPECIALS.length);
/** Not the punctuation marks. */
const knownWords = typeableWords.filter((word) => /^[a-z]/.test(word));

/** A sentence names at most so many unknown words. */
const NAMED = 5;

/** An excerpt of an unknown word, with the vocabulary's nearest words, nearest first; none where none is near. */
export interface UnknownWord {
  readonly word: string;
  readonly nearest: readonly string[];
}

/** Thrown by `encode` for a text with words that the vocabulary lacks; however long the text, the message is short. */
export class UnknownWordsError extends Error {
  override readonly name = 'UnknownWordsError';
  /** The first of them, each once. */
  readonly unknown: readonly UnknownWord[];
  /** How many different ones follow those. */
  readonly more: number;

  constructor(words: ReadonlySet<string>) {
    const named = [...words]
      .slice(0, NAMED)
      .map((word) => ({ word: excerpt(word), nearest: nearest(word, knownWords) }));
    const more = words.size - named.length;
    const parts = named.map(({ word, nearest }) =>
      nearest.length === 0 ? `"${word}"` : `"${word}" (nearest: ${nearest.join(', ')})`,
    );
    const rest = more === 0 ? '' : `; and ${more} more`;
    super(`The vocabulary has ${typeableWords.length} words and lacks ${parts.join('; ')}${rest}`);
    this.unknown = named;
    this.more = more;
  }
}

/** Thrown by `encodeWords` for a text with a special token in it. */
export class SpecialTokenError extends Error {
  override readonly name = 'SpecialTokenError';

  constructor(readonly token: string) {
    super(`"${token}" is a mark of the model's own, not a word`);
  }
}

/** The words of a text: lower case, punctuation marks apart. */
export function splitWords(text: string): string[] {
  const spaced = text.toLowerCase().replace(/[.,?!:]/g, ' $& ');
  return spaced.split(/\s+/).filter((word) => word !== '');
}

/** Token ids of a text as a model may have written it, specials included; throws `UnknownWordsError`. */
export function encode(text: string): number[] {
  const typed = splitWords(text);
  const unknown = new Set(typed.filter((word) => !ids.has(word)));
  if (unknown.size > 0) throw new UnknownWordsError(unknown);
  return typed.map((word) => ids.get(word) as number);
}

const isSpecial = (word: string) => SPECIALS.includes(word);

export function hasSpecials(text: string): boolean {
  return splitWords(text).some(isSpecial);
}

/** Token ids of a text that somebody wrote, in which specials are no words; throws `SpecialTokenError` or `UnknownWordsError`. */
export function encodeWords(text: string): number[] {
  const special = splitWords(text).find(isSpecial);
  if (special !== undefined) throw new SpecialTokenError(special);
  return encode(text);
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
