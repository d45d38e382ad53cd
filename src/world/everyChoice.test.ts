import { describe, expect, test } from 'vitest';
import { pcg3d, Rng } from '../rng';
import { answer, WEB_AUTHOR, type Author } from './answers';
import { demonstrate } from './demonstrations';
import { ATTRIBUTES, denialSentence, factQuestion, VALUES } from './facts';
import { CLASS_WORDS, PATTERNS, type WordClass } from './grammar';
import { PAGES, type PageType } from './pages';
import { ALL_PROMPTS } from './prompts';
import { PROMPT_TEMPLATES } from './promptTemplates';
import * as fixed from './sentences';
import { SPANISH_ATTRIBUTES, spanishQuestion } from './spanish';
import { spanishFacts } from './statedFacts';
import { splitWords } from './tokenizer';
import { ANIMAL_NAMES, VOCABULARY } from './vocabulary';

const WIDEST_BRANCH = 4;

/**
 * Goes through every sequence of narrow choices, as an odometer does. Wide choices, which fill slots, are random, but the
 * same after the same narrow choices.
 */
class EveryChoice extends Rng {
  private trail: { choice: number; readonly of: number }[] = [];
  private depth = 0;

  private branch(of: number): number {
    if (this.depth === this.trail.length) this.trail.push({ choice: 0, of });
    const { choice } = this.trail[this.depth++];
    this.position = pcg3d(this.position, choice, this.depth)[0];
    return choice;
  }

  override int(n: number): number {
    return n > WIDEST_BRANCH ? super.int(n) : this.branch(n);
  }

  override chance(probability: number): boolean {
    return probability > 0 && (probability >= 1 || this.branch(2) === 0);
  }

  override shuffle<T>(list: readonly T[]): T[] {
    return list.length > WIDEST_BRANCH ? new Rng(super.int(2 ** 31)).shuffle(list) : super.shuffle(list);
  }

  /** Moves to the next sequence of choices; false after the last. */
  advance(): boolean {
    this.depth = 0;
    this.position = 0;
    while (this.trail.length > 0) {
      const last = this.trail[this.trail.length - 1];
      if (++last.choice < last.of) return true;
      this.trail.pop();
    }
    return false;
  }
}

const known: ReadonlySet<string> = new Set(VOCABULARY);
const unknownWords = (text: string) => splitWords(text).filter((word) => !known.has(word));

/** Words outside the vocabulary that a writer emits on any path, and on how many paths it was followed. */
function explore(write: (rng: Rng) => string, seed = 0): { unknown: string[]; paths: number } {
  const rng = new EveryChoice(seed);
  const unknown = new Set<string>();
  let paths = 0;
  do {
    const text = write(rng);
    if (text !== splitWords(text).join(' ')) throw new Error(`Expected words joined by single spaces, got "${text}"`);
    for (const word of unknownWords(text)) unknown.add(word);
    paths++;
  } while (rng.advance());
  return { unknown: [...unknown], paths };
}

const FICKLE_AUTHOR: Author = {
  err: 0.5,
  ignore: 0.5,
  verbose: 0.5,
  comply: 0.5,
  premise: 0.5,
  polite: 0.5,
  close: 0.5,
  rude: 0.5,
};

describe('every word is in the vocabulary', () => {
  test('of every class, pattern and fixed sentence', () => {
    const patternWords = [...PATTERNS].flatMap((pattern) => pattern.split(' ')).filter((word) => !/^[A-Z]$/.test(word));
    const classWords = (Object.keys(CLASS_WORDS) as WordClass[]).flatMap((wordClass) => CLASS_WORDS[wordClass]);
    const sentences = Object.values(fixed).flatMap((value) => (typeof value === 'string' ? value : [...value]));
    expect(unknownWords([...patternWords, ...classWords, ...sentences].join(' '))).toEqual([]);
  });

  test('of every question, denial and Spanish fact', () => {
    const texts = ANIMAL_NAMES.flatMap((animal) => [
      ...ATTRIBUTES.map((attribute) => factQuestion(animal, attribute)),
      ...SPANISH_ATTRIBUTES.map((attribute) => spanishQuestion(animal, attribute)),
      ...SPANISH_ATTRIBUTES.flatMap((attribute) => VALUES[attribute].map((v) => denialSentence(animal, attribute, v))),
    ]);
    expect(unknownWords([...texts, ...spanishFacts.keys()].join(' '))).toEqual([]);
  });

  test('of every prompt', () => {
    expect(ALL_PROMPTS.flatMap(({ text }) => unknownWords(text))).toEqual([]);
  });

  test('of every answer, on every path of its author', () => {
    for (const prompt of ALL_PROMPTS) {
      for (const author of [FICKLE_AUTHOR, WEB_AUTHOR]) {
        const { unknown } = explore((rng) => answer(prompt, author, rng));
        expect(unknown, prompt.text).toEqual([]);
      }
    }
  }, 60_000);

  test('of every demonstration, courtesies and insults included', () => {
    for (const { prompts } of PROMPT_TEMPLATES) {
      const { unknown } = explore((rng) => demonstrate(prompts[0], FICKLE_AUTHOR, rng));
      expect(unknown, prompts[0].text).toEqual([]);
    }
  });

  test.each<PageType>(['encyclopedia', 'story', 'forum', 'letters', 'lists', 'spanish'])('of %s pages', (page) => {
    let followed = 0;
    for (let seed = 0; followed < 5000; seed++) {
      const { unknown, paths } = explore(PAGES[page], seed);
      expect(unknown).toEqual([]);
      followed += paths;
    }
  });

  test.each<PageType>(['exam', 'qa'])('of %s pages, whose prompts and answers are followed above', (page) => {
    const rng = new Rng(5);
    for (let i = 0; i < 3000; i++) expect(unknownWords(PAGES[page](rng))).toEqual([]);
  });
});
