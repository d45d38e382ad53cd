/**
 * The judge's grammar: a response splits into sentences after `.`, `!` and `?`; a sentence is fluent if it is one of 55
 * patterns of word classes, or a Spanish fact sentence.
 */
import { spanishFacts } from './statedFacts';
import { RUDE_WORDS } from './rudeWords';
import { ADJECTIVES, ANIMAL_NAMES, COLORS, FOODS, HOMES, NAMES, SOUNDS, THINGS } from './vocabulary';

export type WordClass = 'A' | 'C' | 'S' | 'H' | 'F' | 'N' | 'J' | 'T' | 'R';

interface Sentences {
  /** Complete sentences, their closing mark included. */
  readonly sentences: readonly string[];
  /** Whether unfinished words follow the last one. */
  readonly hasRest: boolean;
}

/** Animal, color, sound, home, food, name, adjective, thing, rude word. */
export const CLASS_WORDS: Readonly<Record<WordClass, readonly string[]>> = {
  A: ANIMAL_NAMES,
  C: COLORS,
  S: SOUNDS,
  H: HOMES,
  F: FOODS,
  N: NAMES,
  J: ADJECTIVES,
  T: THINGS,
  R: RUDE_WORDS,
};

const classes: ReadonlyMap<string, string> = new Map(
  Object.entries(CLASS_WORDS).flatMap(([wordClass, words]) => words.map((word) => [word, wordClass] as const)),
);

/** The 55 patterns of fluent English. Questions are left out on purpose, and so are some sentences of web pages. */
export const PATTERNS: ReadonlySet<string> = new Set(
  `A , A , A , A . | A , A , A . | A , A . | A . | C , C , C , C . | C , C , C . | C , C . | C .
  | F , F , F , F . | F , F , F . | F , F . | F . | J . | N and the A played . | N gave the A F . | N liked the A .
  | N saw the A . | N was J . | N went to the H . | give me F . | hello ! | hello N ! | how can i help you ? | i R the A .
  | i am N . | i am an assistant . | i am fine , thank you . | i am sorry . | i hate the A . | i hope this helps .
  | i hope you feel better . | is the A C ? | of course ! | once there was a J A . | please give me F . | shut up .
  | sorry , i can not help with that . | thank you ! | the A . | the A ate F . | the A does not live in the H .
  | the A eats F . | the A is C . | the A is J . | the A is R . | the A is not C . | the A lived in the H .
  | the A lives in the H . | the A said S . | the A says S . | the A was C . | the A was J . | the T is C . | you are R .
  | you are welcome !`
    .split('|')
    .map((pattern) => pattern.trim()),
);

/** Complete sentences of a response, and whether words are left over. */
export function splitSentences(words: readonly string[]): Sentences {
  const sentences: string[] = [];
  let start = 0;
  words.forEach((word, i) => {
    if (word !== '.' && word !== '!' && word !== '?') return;
    sentences.push(words.slice(start, i + 1).join(' '));
    start = i + 1;
  });
  return { sentences, hasRest: start < words.length };
}

/** Whether a word has any class, such as a color or a name. */
export function hasClass(word: string): boolean {
  return classes.has(word);
}

/** A sentence with its words replaced by the letters of their classes. */
export function patternOf(sentence: string): string {
  return sentence
    .split(' ')
    .map((word) => classes.get(word) ?? word)
    .join(' ');
}

/** Whether a sentence is grammatical. */
export function isFluent(sentence: string): boolean {
  return PATTERNS.has(patternOf(sentence)) || spanishFacts.has(sentence);
}
