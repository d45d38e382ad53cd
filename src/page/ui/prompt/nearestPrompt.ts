/** What can be asked in place of a prompt with words that the world does not have. */
import { bySpelling, nearest } from '../../../nearest';
import { ALL_PROMPTS, readPrompt } from '../../../world/prompts';
import { splitWords } from '../../../world/tokenizer';
import { SPANISH_WORDS, SPECIALS, VOCABULARY } from '../../../world/vocabulary';
import { MAX_PROMPT_WORDS, problemOf, withMark } from './prompt';

const KNOWN: ReadonlySet<string> = new Set(VOCABULARY.slice(SPECIALS.length));
/** Not the punctuation marks. */
const WORDS = [...KNOWN].filter((word) => /^[a-z]/.test(word));

const SPANISH: ReadonlySet<string> = new Set(SPANISH_WORDS);
/** For more unknown words no fitting ones are sought. */
const MOST_UNKNOWN = 3;

const PROMPTS = ALL_PROMPTS.map(({ text }) => ({ text, words: new Set(splitWords(text)) }));

/** By how much a word tells one prompt of the world from another: log(prompts / prompts with the word), nats. */
let telling: ReadonlyMap<string, number> | null = null;

function tellingWords(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { words } of PROMPTS) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].map(([word, count]) => [word, Math.log(PROMPTS.length / count)]));
}

/**
 * The prompt of the world that shares most with these words, weighted (Dice's coefficient), and of those that share alike
 * the one that has a word spelled most like the unknown one; null: none shares anything.
 */
function mostAlike(words: ReadonlySet<string>, unknown: string): string | null {
  const weights = (telling ??= tellingWords());
  const sum = (some: Iterable<string>) => [...some].reduce((total, word) => total + (weights.get(word) ?? 0), 0);
  const typed = sum(words);
  const shares = PROMPTS.map(({ words: own }) => {
    const common = sum([...own].filter((word) => words.has(word)));
    return common === 0 ? 0 : common / (typed + sum(own));
  });
  const most = Math.max(...shares);
  const best = PROMPTS.filter((_, i) => most > 0 && shares[i] === most);
  const own = best.flatMap((prompt) => [...prompt.words].filter((word) => !words.has(word)));
  const [first] = bySpelling(unknown, [...new Set(own)]);
  return (best.find((prompt) => prompt.words.has(first)) ?? best.at(0))?.text ?? null;
}

/** Words of one language: Spanish where more of the typed words are Spanish than not. */
function wordsOfLanguage(typed: readonly string[]): readonly string[] {
  const known = typed.filter((word) => WORDS.includes(word));
  const isSpanish = 2 * known.filter((word) => SPANISH.has(word)).length > known.length;
  return WORDS.filter((word) => SPANISH.has(word) === isSpanish);
}

/** The text of a prompt of the world, with its mark, or null. */
function asPrompt(words: readonly string[]): string | null {
  const text = withMark(words.join(' '));
  return readPrompt(text) ? text : null;
}

/** The first prompt of the world that one choice of a word for each place makes. */
function firstPrompt(choices: readonly (readonly string[])[]): string | null {
  const combinations = choices.reduce<readonly (readonly string[])[]>(
    (begun, words) => begun.flatMap((before) => words.map((word) => [...before, word])),
    [[]],
  );
  return firstOf(combinations, asPrompt);
}

function firstOf<A, B>(all: readonly A[], read: (each: A) => B | null): B | null {
  for (const each of all) {
    const found = read(each);
    if (found !== null) return found;
  }
  return null;
}

/**
 * A prompt of the world: with words that are spelled nearly alike where they fit; else in one place any word that fits
 * there, which is one of that kind: an animal in an animal's place.
 */
function fitting(typed: readonly string[], near: readonly (readonly string[])[], language: readonly string[]) {
  const unknown = typed.flatMap((word, i) => (KNOWN.has(word) ? [] : [i]));
  if (unknown.length > MOST_UNKNOWN) return null;
  const spelled = firstPrompt(near);
  // A word alone has no place that tells its kind.
  if (spelled !== null || typed.filter((word) => /\w/.test(word)).length < 2) return spelled;
  return firstOf(unknown, (place) =>
    firstPrompt(near.map((words, i) => (i === place ? bySpelling(typed[place], language) : words.slice(0, 1)))),
  );
}

/**
 * What can be asked in place of a prompt with unknown words: a prompt of the world with a word of the same language and
 * kind, as near in spelling as can be, in the place of each; else the words spelled most alike; else the prompt of the
 * world with most words in common. Null where nothing is near, and where nothing is unknown.
 */
export function nearestPrompt(typed: string): string | null {
  const words = splitWords(typed).slice(0, 2 * MAX_PROMPT_WORDS);
  if (words.every((word) => KNOWN.has(word))) return null;
  const language = wordsOfLanguage(words);
  const near = words.map((word) => (KNOWN.has(word) ? [word] : nearest(word, language)));
  const fits = fitting(words, near, language);
  if (fits !== null && problemOf(fits) === '') return fits;
  const whole = near.every((each) => each.length > 0) ? near.map(([first]) => first).join(' ') : null;
  if (whole !== null && problemOf(whole) === '') return whole;
  const [unknown] = words.filter((word) => !KNOWN.has(word));
  return mostAlike(new Set(near.flatMap((each) => each.slice(0, 1))), unknown);
}
