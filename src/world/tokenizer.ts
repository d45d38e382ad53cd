/** Text to token ids and back: one token per word, words joined by single spaces. */
import { SPECIALS, VOCABULARY } from './vocabulary';

const ids: ReadonlyMap<string, number> = new Map(VOCABULARY.map((word, id) => [word, id]));
const typeableWords = VOCABULARY.slice(SPECIALS.length);

/** An unknown word with the vocabulary's nearest words, nearest first. */
export interface UnknownWord {
  readonly word: string;
  readonly nearest: readonly string[];
}

/** Thrown by `encode` for a text with words that the vocabulary lacks. */
export class UnknownWordsError extends Error {
  override readonly name = 'UnknownWordsError';

  constructor(readonly unknown: readonly UnknownWord[]) {
    const parts = unknown.map(({ word, nearest }) => `"${word}" (nearest: ${nearest.join(', ')})`);
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
  const words = splitWords(text);
  const unknown = words.filter((word) => !ids.has(word));
  if (unknown.length > 0) {
    throw new UnknownWordsError([...new Set(unknown)].map((word) => ({ word, nearest: nearestWords(word) })));
  }
  return words.map((word) => ids.get(word) as number);
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

function nearestWords(word: string, count = 3): string[] {
  return typeableWords
    .filter((candidate) => /^[a-z]/.test(candidate))
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** Levenshtein's distance: insertions, deletions and substitutions from one word to the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const substituted = row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[to.length];
}
