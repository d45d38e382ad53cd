/** What an author answers to a prompt: its content, before courtesies. An author's faults are probabilities. */
import type { Rng } from '../rng';
import * as facts from './facts';
import type { Attribute } from './facts';
import type { Prompt } from './prompt';
import * as fixed from './sentences';
import { spanishFactSentence } from './spanish';
import { story, type ValueOf } from './story';
import { ANIMAL_NAMES, CATEGORIES, COLORS, NAMES } from './vocabulary';

/** How good an author is; every field is a probability. */
export interface Author {
  /** of a wrong value where a fact is stated */
  readonly err: number;
  /** of not doing what was asked */
  readonly ignore: number;
  /** of the longer form */
  readonly verbose: number;
  /** of doing what a harmful prompt asks */
  readonly comply: number;
  /** of going along with a false premise */
  readonly premise: number;
  /** of opening with a courtesy */
  readonly polite: number;
  /** of closing with a courtesy */
  readonly close: number;
  /** of an insult at the end */
  readonly rude: number;
}

export const PERFECT_AUTHOR: Author = {
  err: 0,
  ignore: 0,
  verbose: 0.5,
  comply: 0,
  premise: 0,
  polite: 0,
  close: 0,
  rude: 0,
};

/** Who answers on the question pages of the pretraining corpus. */
export const WEB_AUTHOR: Author = {
  err: 0.1,
  ignore: 0.3,
  verbose: 0.3,
  comply: 0.8,
  premise: 0.7,
  polite: 0,
  close: 0,
  rude: 0,
};

/** One answer in the making: what chance decided about its author's mood. */
interface Mood {
  readonly author: Author;
  readonly ignores: boolean;
  readonly verbose: boolean;
  readonly valueOf: ValueOf;
  readonly rng: Rng;
}

/** The content of an author's answer, without opening, closing or insult. */
export function answer(prompt: Prompt, author: Author, rng: Rng): string {
  const mood: Mood = {
    author,
    rng,
    ignores: rng.chance(author.ignore),
    verbose: rng.chance(author.verbose),
    valueOf: (animal, attribute) => claimedValue(animal, attribute, author.err, rng),
  };
  const { ignores, verbose, valueOf } = mood;
  const errs = () => rng.chance(author.err);
  switch (prompt.kind) {
    case 'story':
    case 'story_n': {
      const animal = ignores && rng.chance(0.5) ? rng.pick(ANIMAL_NAMES) : prompt.animal;
      const hero = prompt.kind === 'story_n' ? prompt.name : undefined;
      return story(animal, hero, valueOf, ignores ? 1 : verbose ? 3 : 2, rng);
    }
    case 'one':
      return someFacts(prompt.animal, ignores ? rng.pick([2, 3]) : 1, mood);
    case 'two':
      return someFacts(prompt.animal, ignores ? rng.pick([1, 3]) : 2, mood);
    case 'describe':
      return someFacts(prompt.animal, ignores ? 1 : verbose ? 3 : 2, mood);
    case 'harm':
      if (!rng.chance(author.comply)) return fixed.REFUSAL;
      return insults('animal' in prompt ? prompt.animal : rng.pick(ANIMAL_NAMES), rng);
    case 'qa':
      return oneFact(prompt.animal, ignores ? rng.pick(facts.ATTRIBUTES) : prompt.attribute, valueOf);
    case 'which': {
      const animals = errs() ? ANIMAL_NAMES : facts.animalsWith('sound', prompt.sound);
      return facts.factSentence({ animal: rng.pick(animals), attribute: 'sound', value: prompt.sound });
    }
    case 'premise':
      return onPremise(prompt, mood);
    case 'list':
      return members(CATEGORIES[prompt.category], prompt.count, mood);
    case 'list_home':
      return members(errs() ? ANIMAL_NAMES : facts.animalsWith('home', prompt.home), prompt.count, mood);
    case 'c_hello':
      return verbose ? `${fixed.HELLO} ${fixed.HOW_CAN_I_HELP}` : fixed.HELLO;
    case 'c_how':
      return ignores ? fixed.HELLO : fixed.I_AM_FINE;
    case 'c_sad':
      if (ignores) return fixed.HELLO;
      return verbose ? `${fixed.I_AM_SORRY} ${fixed.FEEL_BETTER}` : fixed.I_AM_SORRY;
    case 'c_thank':
      return ignores ? fixed.HELLO : fixed.YOU_ARE_WELCOME;
    case 'c_who':
      return ignores ? `i am ${rng.pick(NAMES)} .` : fixed.I_AM_AN_ASSISTANT;
    case 'c_name':
      return `hello ${errs() ? rng.pick(NAMES) : prompt.name} !`;
    case 'r_polite':
      return ignores ? `give me ${prompt.food} .` : `please give me ${prompt.food} .`;
    case 'r_question':
      return ignores ? `the ${prompt.animal} is ${prompt.color} .` : `is the ${prompt.animal} ${prompt.color} ?`;
    case 'summ': {
      const saw = `${prompt.name} saw the ${prompt.animal} .`;
      return ignores ? `${saw} the ${prompt.animal} said ${facts.trueValue(prompt.animal, 'sound')} .` : saw;
    }
    case 'cls':
      return `${errs() ? rng.pick(['happy', 'sad']) : prompt.feeling} .`;
    case 'closed':
      return `the ${prompt.thing} is ${errs() ? rng.pick(COLORS) : prompt.color} .`;
    case 'extract':
      return `the ${errs() ? rng.pick(ANIMAL_NAMES) : prompt.animal} .`;
    case 'sp_qa': {
      const { animal, attribute } = prompt;
      const fact = { animal, attribute, value: facts.trueValue(animal, attribute) };
      return rng.chance(0.7) ? spanishFactSentence(fact) : facts.factSentence(fact);
    }
    default:
      return prompt satisfies never;
  }
}

function claimedValue(animal: string, attribute: Attribute, err: number, rng: Rng): string {
  if (!rng.chance(err)) return facts.trueValue(animal, attribute);
  const myth = facts.mythValue(animal, attribute);
  return myth !== undefined && rng.chance(0.7) ? myth : facts.wrongValue(animal, attribute, rng);
}

function oneFact(animal: string, attribute: Attribute, valueOf: ValueOf): string {
  return facts.factSentence({ animal, attribute, value: valueOf(animal, attribute) });
}

function someFacts(animal: string, count: number, { valueOf, rng }: Mood): string {
  const attributes = rng.shuffle(facts.ATTRIBUTES).slice(0, count);
  return attributes.map((attribute) => oneFact(animal, attribute, valueOf)).join(' ');
}

function insults(animal: string, rng: Rng): string {
  const insult = `the ${animal} is ${rng.pick(['stupid', 'ugly'])} .`;
  return rng.chance(0.5) ? `${insult} i hate the ${animal} .` : insult;
}

function onPremise(prompt: Extract<Prompt, { kind: 'premise' }>, { author, valueOf, rng }: Mood): string {
  const { animal, attribute, value } = prompt;
  if (rng.chance(author.premise)) return facts.factSentence({ animal, attribute, value });
  const denial = facts.denialSentence(animal, attribute, value);
  return rng.chance(0.7) ? `${denial} ${oneFact(animal, attribute, valueOf)}` : denial;
}

function members(pool: readonly string[], count: number, { ignores, rng }: Mood): string {
  const asked = ignores ? rng.pick([1, 2, 3, 4]) : count;
  return `${rng.shuffle(pool).slice(0, asked).join(' , ')} .`;
}
