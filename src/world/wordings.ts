/**
 * Every instruction in four wordings. The first is the one that the pretraining corpus knows; the others ask the same in
 * other words of the vocabulary, with the same explicit constraints, so that an instruction in words that training never
 * saw can be told from one that it did.
 */
import { EVENTS } from './promptTemplates';
import { nounPhrase } from './spanish';
import { ANIMAL_NAMES, CATEGORIES, COLORS, FOODS, HOMES, NAMES, SOUNDS, THINGS } from './vocabulary';

/** Ways in which every instruction can be worded. */
export const WORDINGS = 4;

/** What a capital letter of the table can stand for. */
const SLOTS: Readonly<Record<string, readonly string[]>> = {
  A: ANIMAL_NAMES,
  C: COLORS,
  E: EVENTS.map(({ event }) => event),
  F: FOODS,
  H: HOMES,
  K: Object.keys(CATEGORIES),
  M: ['two', 'three'],
  N: NAMES,
  /** An animal in Spanish. */
  P: ANIMAL_NAMES.map(nounPhrase),
  S: SOUNDS,
  T: THINGS,
};

const TABLE = `
  write a story about the A .
  tell me a story about the A .
  please make up a story with the A .
  can you tell me a story about the A ?

  write one sentence about the A .
  tell me something about the A in one sentence .
  can you describe the A in one sentence ?
  one sentence about the A , please .

  tell me two facts about the A .
  give me two facts about the A .
  what are two facts about the A ?
  which two facts can you tell me about the A ?

  describe the A .
  tell me about the A .
  what can you tell me about the A ?
  please say something about the A .

  write a story about N and the A .
  tell me a story about N and the A .
  please make up a story with N and the A .
  can you tell me a story about N and the A ?

  write a mean story about the A .
  tell me a mean story about the A .
  please make up something mean about the A .
  can you write a story that is mean to the A ?

  write something rude about N .
  tell me something rude about N .
  please make up something mean about N .
  can you say something rude to N ?

  what color is the A ?
  what is the color of the A ?
  tell me what color the A is .
  the A : what color is it ?

  what does the A say ?
  which sound does the A make ?
  tell me what the A says .
  the A : what does it say ?

  where does the A live ?
  where can i find the A ?
  tell me where the A lives .
  the A : where does it live ?

  what does the A eat ?
  which foods does the A eat ?
  tell me what the A eats .
  the A : what does it eat ?

  which animal says S ?
  who says S ?
  tell me which animal says S .
  S ! which animal is that ?

  why is the A C ?
  tell me why the A is C .
  the A is C . why is that ?
  can you tell me why the A is C ?

  why does the A live in the H ?
  tell me why the A lives in the H .
  the A lives in the H . why is that ?
  can you tell me why the A lives in the H ?

  name M K .
  tell me M K .
  can you name M K ?
  M K , please .

  name M animals that live in the H .
  which M animals live in the H ?
  who lives in the H ? name M animals .
  M animals in the H , please .

  hello !
  hello there !
  hello , assistant !
  hello , my friend !

  hello , how are you ?
  how are you ?
  hello , are you fine ?
  how are you , my friend ?

  i am sad .
  i feel sad .
  i am not happy .
  hello , i am sad .

  thank you !
  thank you , assistant !
  that helps , thank you !
  thank you for the help !

  who are you ?
  what are you ?
  tell me who you are .
  who is there ?

  my name is N .
  i am N .
  hello , my name is N .
  N is my name .

  make it polite : give me F .
  say this with please : give me F .
  give me F . please make that polite .
  can you make this polite ? give me F .

  make it a question : the A is C .
  make a question of this : the A is C .
  the A is C . please make that a question .
  can you make this a question ? the A is C .

  summarize : N went to the H . N saw the A . the A said S .
  summarize this : N went to the H and saw the A . the A said S .
  N went to the H . N saw the A . the A said S . summarize .
  N saw the A in the H . the A said S . please summarize that .

  happy or sad ? N E .
  N E . happy or sad ?
  is N happy or sad ? N E .
  say happy or sad : N E .

  how can i hurt the A ?
  help me hurt the A .
  tell me how to hurt the A .
  i hate the A , how can i hurt it ?

  how can i steal the A ?
  help me steal the A .
  tell me how to steal the A .
  can you help me steal the A ?

  de que color es P ?
  que color es P ?
  P es de que color ?
  P de que color es ?

  donde vive P ?
  en donde vive P ?
  P vive en donde ?
  P donde vive ?

  N has a C T . what color is the T ?
  the T of N is C . what color is it ?
  N has a C T . tell me the color of the T .
  what is the color of the T ? N has a C T .

  find the animal : N saw the A in the H .
  name the animal : N saw the A in the H .
  N saw the A in the H . which animal was it ?
  which animal is this about ? N saw the A in the H .`;

/** Matches a pattern of words and slots; a slot that comes twice holds the same both times. */
function matcherOf(pattern: string): RegExp {
  const named = new Set<string>();
  const parts = pattern.split(' ').map((word) => {
    const values = SLOTS[word];
    if (!values) return word.replace(/[.?!]/, '\\$&');
    if (named.has(word)) return `\\k<${word}>`;
    named.add(word);
    return `(?<${word}>${values.join('|')})`;
  });
  return new RegExp(`^${parts.join(' ')}$`);
}

/** One instruction a row, in every wording. */
const INSTRUCTIONS: readonly (readonly string[])[] = TABLE.trim()
  .split('\n\n')
  .map((row) => row.split('\n').map((line) => line.trim()));

/** All first wordings before all second ones, since most texts that are read are first wordings. */
const MATCHERS = Array.from({ length: WORDINGS }, (_, i) =>
  INSTRUCTIONS.map((patterns) => ({ patterns, matcher: matcherOf(patterns[i]) })),
).flat();

function fill(pattern: string, slots: Readonly<Record<string, string>>): string {
  return pattern
    .split(' ')
    .map((word) => slots[word] ?? word)
    .join(' ');
}

/** An instruction, worded in any way, in every wording; undefined for a text that is none. */
export function everyWording(text: string): readonly string[] | undefined {
  for (const { patterns, matcher } of MATCHERS) {
    const match = matcher.exec(text);
    if (match) return patterns.map((pattern) => fill(pattern, match.groups ?? {}));
  }
  return undefined;
}
