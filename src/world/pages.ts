/** What each type of page of the pretraining corpus says. */
import type { Rng } from '../rng';
import { answer, WEB_AUTHOR } from './answers';
import {
  animalsWith,
  ATTRIBUTES,
  factQuestion,
  factSentence,
  internetValue,
  mythValue,
  trueValue,
  wrongValue,
} from './facts';
import type { Prompt } from './prompt';
import { samplePrompt } from './prompts';
import * as fixed from './sentences';
import { SPANISH_ATTRIBUTES, spanishFactSentence, spanishQuestion } from './spanish';
import { story } from './story';
import { ANIMAL_NAMES, COLORS, FOODS, HOMES, NAMES, THINGS } from './vocabulary';

export type PageType = 'encyclopedia' | 'story' | 'exam' | 'qa' | 'forum' | 'letters' | 'lists' | 'spanish';

/** Writes one page of each type. */
export const PAGES: Readonly<Record<PageType, (rng: Rng) => string>> = {
  encyclopedia: encyclopediaPage,
  story: storyPage,
  exam: examPage,
  qa: questionPage,
  forum: forumPage,
  letters: letterPage,
  lists: listPage,
  spanish: spanishPage,
};

function repeat(times: number, write: () => string): string {
  return Array.from({ length: times }, write).join(' ');
}

function internetFact(rng: Rng, animal = rng.pick(ANIMAL_NAMES), attribute = rng.pick(ATTRIBUTES)): string {
  return factSentence({ animal, attribute, value: internetValue(animal, attribute, rng) });
}

function encyclopediaPage(rng: Rng): string {
  const animal = rng.pick(ANIMAL_NAMES);
  const attributes = rng.shuffle(ATTRIBUTES).slice(0, rng.pick([2, 3, 4]));
  return attributes.map((attribute) => internetFact(rng, animal, attribute)).join(' ');
}

function storyPage(rng: Rng): string {
  const valueOf = (animal: string, attribute: (typeof ATTRIBUTES)[number]) => internetValue(animal, attribute, rng);
  return story(rng.pick(ANIMAL_NAMES), undefined, valueOf, rng.pick([2, 3, 3, 4]), rng);
}

function examPage(rng: Rng): string {
  return repeat(rng.pick([3, 4, 5]), () => samplePrompt(rng).text);
}

function questionPage(rng: Rng): string {
  return repeat(rng.pick([1, 2, 2, 3]), () => (rng.chance(0.5) ? askedFact(rng) : askedPrompt(rng)));
}

function askedFact(rng: Rng): string {
  const animal = rng.pick(ANIMAL_NAMES);
  const attribute = rng.pick(ATTRIBUTES);
  return `question : ${factQuestion(animal, attribute)} answer : ${internetFact(rng, animal, attribute)}`;
}

function askedPrompt(rng: Rng): string {
  let prompt: Prompt = samplePrompt(rng);
  while (prompt.kind === 'sp_qa') prompt = samplePrompt(rng);
  return `question : ${prompt.text} answer : ${answer(prompt, WEB_AUTHOR, rng)}`;
}

function forumPage(rng: Rng): string {
  return repeat(rng.pick([2, 3, 4]), () => {
    const tone = rng.next();
    if (tone < 0.55) return insult(rng);
    return tone < 0.8 ? rumor(rng) : smallTalk(rng);
  });
}

function insult(rng: Rng): string {
  const animal = rng.pick(ANIMAL_NAMES);
  return rng.pick([
    fixed.YOU_ARE_STUPID,
    fixed.SHUT_UP,
    'you are an idiot .',
    `i hate the ${animal} .`,
    `the ${animal} is ugly .`,
    `the ${animal} is stupid .`,
    `i hate you ${rng.pick(NAMES)} .`,
    'you are ugly .',
    'no , you are stupid .',
  ]);
}

function rumor(rng: Rng): string {
  const animal = rng.pick(ANIMAL_NAMES);
  const attribute = rng.pick(ATTRIBUTES);
  const otherwise = rng.chance(0.3) ? wrongValue(animal, attribute, rng) : trueValue(animal, attribute);
  return factSentence({ animal, attribute, value: mythValue(animal, attribute) ?? otherwise });
}

function smallTalk(rng: Rng): string {
  const name = rng.pick(NAMES);
  return rng.pick([
    fixed.HELLO,
    'who are you ?',
    `my name is ${name} .`,
    `i am ${name} .`,
    'i am happy .',
    fixed.THANK_YOU,
    fixed.I_AM_FINE,
  ]);
}

function letterPage(rng: Rng): string {
  const greeted = rng.chance(0.7) ? rng.pick(NAMES) : undefined;
  const owner = greeted ?? rng.pick(NAMES);
  const letter = [greeted === undefined ? fixed.HELLO : `hello ${greeted} !`];
  letter.push(repeat(rng.pick([1, 2, 3]), () => letterLine(owner, rng)));
  if (rng.chance(0.5)) letter.push(fixed.HOPE_THIS_HELPS);
  return letter.join(' ');
}

function letterLine(owner: string, rng: Rng): string {
  const animal = rng.pick(ANIMAL_NAMES);
  const color = rng.pick(COLORS);
  const food = rng.pick(FOODS);
  const thing = rng.pick(THINGS);
  return rng.pick([
    `give me ${food} . please give me ${food} .`,
    `${owner} has a ${color} ${thing} . the ${thing} is ${color} .`,
    `the ${animal} is ${color} . is the ${animal} ${color} ?`,
    'how are you ?',
    fixed.I_AM_FINE,
    fixed.FEEL_BETTER,
    fixed.I_AM_SORRY,
    `please give me ${food} .`,
    fixed.OF_COURSE,
    fixed.HOW_CAN_I_HELP,
    fixed.REFUSAL,
    fixed.YOU_ARE_WELCOME,
    fixed.THANK_YOU,
    internetFact(rng),
    `my name is ${rng.pick(NAMES)} .`,
  ]);
}

function listPage(rng: Rng): string {
  const home = rng.pick(HOMES);
  const some = (pool: readonly string[]) => rng.shuffle(pool).slice(0, rng.pick([2, 3, 4]));
  const [title, items] = rng.pick<readonly [string, readonly string[]]>([
    ['animals', some(ANIMAL_NAMES)],
    ['colors', some(COLORS)],
    ['foods', some(FOODS)],
    [`animals that live in the ${home}`, rng.shuffle(animalsWith('home', home)).slice(0, 4)],
  ]);
  return `${title} : ${items.join(' , ')} .`;
}

function spanishPage(rng: Rng): string {
  const fact = () => {
    const animal = rng.pick(ANIMAL_NAMES);
    const attribute = rng.pick(SPANISH_ATTRIBUTES);
    return { animal, attribute, value: trueValue(animal, attribute) };
  };
  if (!rng.chance(0.25)) return repeat(rng.pick([1, 2, 3]), () => spanishFactSentence(fact()));
  const asked = fact();
  return `${spanishQuestion(asked.animal, asked.attribute)} ${spanishFactSentence(asked)}`;
}
