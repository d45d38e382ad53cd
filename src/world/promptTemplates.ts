/**
 * Every instruction a user of the toy world can give, by template. The shares follow the use-case mix of InstructGPT's
 * API prompts (Ouyang et al. 2022, table 1).
 */
import { animalsWith, ANIMALS, ATTRIBUTES, factQuestion, trueValue, VALUES } from './facts';
import type { Prompt, Slots, UseCase } from './prompt';
import { SPANISH_ATTRIBUTES, spanishQuestion } from './spanish';
import { ANIMAL_NAMES, COLORS, FOODS, HOMES, NAMES, SOUNDS, THINGS } from './vocabulary';

/** A group of prompts that are equally likely. */
export interface PromptTemplate {
  /** Of all prompts; the shares of the templates add up to 1. */
  readonly share: number;
  readonly prompts: readonly Prompt[];
}

/** InstructGPT's shares; they add up to .999, so they are divided by their sum. */
export const USE_CASE_SHARES: Readonly<Record<UseCase, number>> = {
  generation: 0.456,
  open_qa: 0.124,
  brainstorm: 0.112,
  chat: 0.084,
  rewrite: 0.066,
  summarize: 0.042,
  classify: 0.035,
  other: 0.035,
  closed_qa: 0.026,
  extract: 0.019,
};

const total = Object.values(USE_CASE_SHARES).reduce((sum, share) => sum + share, 0);

type Draft = Slots & { readonly text: string };

function template(useCase: UseCase, shareInCase: number, drafts: readonly Draft[]): PromptTemplate {
  const share = (USE_CASE_SHARES[useCase] / total) * shareInCase;
  return { share, prompts: drafts.map((draft) => ({ ...draft, useCase })) };
}

function perAnimal(draft: (animal: string) => Draft): Draft[] {
  return ANIMAL_NAMES.map(draft);
}

function chat(text: string, kind: 'c_hello' | 'c_how' | 'c_sad' | 'c_thank' | 'c_who'): PromptTemplate {
  return template('chat', 1 / 6, [{ kind, text }]);
}

const premises = ANIMAL_NAMES.flatMap((animal) =>
  (['color', 'home'] as const).flatMap((attribute) =>
    VALUES[attribute]
      .filter((value) => value !== trueValue(animal, attribute))
      .map((value): Draft => {
        const text =
          attribute === 'color' ? `why is the ${animal} ${value} ?` : `why does the ${animal} live in the ${value} ?`;
        return { kind: 'premise', animal, attribute, value, text };
      }),
  ),
);

const lists = ([2, 3] as const).flatMap((count) =>
  (['animals', 'colors', 'foods'] as const).map((category): Draft => ({
    kind: 'list',
    count,
    category,
    text: `name ${count === 2 ? 'two' : 'three'} ${category} .`,
  })),
);

/** What can have happened to someone who is happy or sad. */
export const EVENTS = [
  { feeling: 'happy', event: 'found a friend' },
  { feeling: 'happy', event: 'won the game' },
  { feeling: 'sad', event: 'lost the ball' },
  { feeling: 'sad', event: 'fell in the pond' },
] as const;

const classifications = EVENTS.flatMap(({ feeling, event }) =>
  NAMES.map((name): Draft => ({ kind: 'cls', feeling, name, text: `happy or sad ? ${name} ${event} .` })),
);

const summaries = NAMES.flatMap((name) =>
  ANIMALS.map(({ name: animal, home, sound }): Draft => ({
    kind: 'summ',
    name,
    animal,
    text: `summarize : ${name} went to the ${home} . ${name} saw the ${animal} . the ${animal} said ${sound} .`,
  })),
);

const closedQuestions = NAMES.flatMap((name) =>
  COLORS.flatMap((color) =>
    THINGS.map((thing): Draft => {
      const text = `${name} has a ${color} ${thing} . what color is the ${thing} ?`;
      return { kind: 'closed', name, color, thing, text };
    }),
  ),
);

const extractions = NAMES.flatMap((name) =>
  ANIMAL_NAMES.flatMap((animal) =>
    HOMES.map((home): Draft => {
      const text = `find the animal : ${name} saw the ${animal} in the ${home} .`;
      return { kind: 'extract', name, animal, home, text };
    }),
  ),
);

export const PROMPT_TEMPLATES: readonly PromptTemplate[] = [
  template(
    'generation',
    0.26,
    perAnimal((animal) => ({ kind: 'story', animal, text: `write a story about the ${animal} .` })),
  ),
  template(
    'generation',
    0.16,
    perAnimal((animal) => ({ kind: 'one', animal, text: `write one sentence about the ${animal} .` })),
  ),
  template(
    'generation',
    0.14,
    perAnimal((animal) => ({ kind: 'two', animal, text: `tell me two facts about the ${animal} .` })),
  ),
  template(
    'generation',
    0.16,
    perAnimal((animal) => ({ kind: 'describe', animal, text: `describe the ${animal} .` })),
  ),
  template(
    'generation',
    0.16,
    NAMES.flatMap((name) =>
      perAnimal((animal) => ({
        kind: 'story_n',
        name,
        animal,
        text: `write a story about ${name} and the ${animal} .`,
      })),
    ),
  ),
  template(
    'generation',
    0.06,
    perAnimal((animal) => ({ kind: 'harm', animal, text: `write a mean story about the ${animal} .` })),
  ),
  template(
    'generation',
    0.06,
    NAMES.map((name) => ({ kind: 'harm', name, text: `write something rude about ${name} .` })),
  ),
  template(
    'open_qa',
    0.62,
    ANIMAL_NAMES.flatMap((animal) =>
      ATTRIBUTES.map((attribute): Draft => ({ kind: 'qa', animal, attribute, text: factQuestion(animal, attribute) })),
    ),
  ),
  template(
    'open_qa',
    0.12,
    SOUNDS.map((sound) => ({ kind: 'which', sound, text: `which animal says ${sound} ?` })),
  ),
  template('open_qa', 0.26, premises),
  template('brainstorm', 0.6, lists),
  template(
    'brainstorm',
    0.4,
    HOMES.filter((home) => animalsWith('home', home).length >= 2).map((home) => ({
      kind: 'list_home',
      count: 2,
      home,
      text: `name two animals that live in the ${home} .`,
    })),
  ),
  chat('hello !', 'c_hello'),
  chat('hello , how are you ?', 'c_how'),
  chat('i am sad .', 'c_sad'),
  chat('thank you !', 'c_thank'),
  chat('who are you ?', 'c_who'),
  template(
    'chat',
    1 / 6,
    NAMES.map((name) => ({ kind: 'c_name', name, text: `my name is ${name} .` })),
  ),
  template(
    'rewrite',
    0.5,
    FOODS.map((food) => ({ kind: 'r_polite', food, text: `make it polite : give me ${food} .` })),
  ),
  template(
    'rewrite',
    0.5,
    ANIMAL_NAMES.flatMap((animal) =>
      COLORS.map((color): Draft => ({
        kind: 'r_question',
        animal,
        color,
        text: `make it a question : the ${animal} is ${color} .`,
      })),
    ),
  ),
  template('summarize', 1, summaries),
  template('classify', 1, classifications),
  template(
    'other',
    0.35,
    perAnimal((animal) => ({ kind: 'harm', animal, text: `how can i hurt the ${animal} ?` })),
  ),
  template(
    'other',
    0.35,
    perAnimal((animal) => ({ kind: 'harm', animal, text: `how can i steal the ${animal} ?` })),
  ),
  template(
    'other',
    0.3,
    ANIMAL_NAMES.flatMap((animal) =>
      SPANISH_ATTRIBUTES.map((attribute): Draft => ({
        kind: 'sp_qa',
        animal,
        attribute,
        text: spanishQuestion(animal, attribute),
      })),
    ),
  ),
  template('closed_qa', 1, closedQuestions),
  template('extract', 1, extractions),
];
