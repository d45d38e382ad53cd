/**
 * Benchmarks of the plain language model, in no chat format: perplexity on unseen text, and cloze items answered by the
 * listed candidate with the highest next-token logit. Contexts come without the leading end token.
 */
import { Rng } from '../rng';
import { corpusStream } from './corpus';
import { ANIMALS, ATTRIBUTES, factSentence, VALUES, type Animal, type Attribute } from './facts';
import { SPANISH_ATTRIBUTES, spanishFactSentence } from './spanish';
import { CONTEXT, NAMES, SPANISH_COLOR_FORMS, SPANISH_HOMES } from './vocabulary';

export interface ClozeItem {
  readonly context: string;
  /** Single words; one of them is the answer. */
  readonly candidates: readonly string[];
  readonly answer: string;
}

/** Windows of the perplexity stream, each as long as the context: 47 predictions a window. */
export const PERPLEXITY_WINDOWS = 160;

const PERPLEXITY_SEED = 19480701;
const STORY_NAMES = NAMES.slice(0, 3);

/** A sentence up to its last word. */
function cloze(sentence: string, candidates: readonly string[]): ClozeItem {
  const words = sentence.split(' ').slice(0, -1);
  return { context: words.slice(0, -1).join(' '), candidates, answer: words[words.length - 1] };
}

function factItems(isMyth: boolean): ClozeItem[] {
  return ANIMALS.flatMap((animal) =>
    ATTRIBUTES.filter((attribute) => (animal.myth?.attribute === attribute) === isMyth).map((attribute) =>
      factItem(animal, attribute),
    ),
  );
}

function factItem(animal: Animal, attribute: Attribute): ClozeItem {
  const fact = { animal: animal.name, attribute, value: animal[attribute] };
  return cloze(factSentence(fact), VALUES[attribute]);
}

function storyItems({ name: animal, home, sound, food, myth }: Animal): ClozeItem[] {
  return STORY_NAMES.flatMap((name) => {
    const went = `${name} went to the ${home} .`;
    const saw = `${name} saw the ${animal} .`;
    const said = `the ${animal} said ${sound} .`;
    const meal = cloze(`${saw} the ${animal} ate ${food} .`, VALUES.food);
    return [
      cloze(`${went} ${saw} ${said}`, VALUES.sound),
      ...(myth?.attribute === 'food' ? [] : [meal]),
      { context: went, candidates: NAMES, answer: name },
      { context: `${saw} ${said}`, candidates: NAMES, answer: name },
    ];
  });
}

/** The 68 facts without a myth. */
export const CLOZE: readonly ClozeItem[] = factItems(false);

/** The 12 facts with a myth; the truth is the answer. */
export const MYTH_TRUE: readonly ClozeItem[] = factItems(true);

/** 225 story beginnings that ask for a sound, a food or who the story is about. */
export const STORY: readonly ClozeItem[] = ANIMALS.flatMap(storyItems);

/** The 40 Spanish facts, up to the color form or the home noun. */
export const SPANISH: readonly ClozeItem[] = ANIMALS.flatMap((animal) =>
  SPANISH_ATTRIBUTES.map((attribute) => {
    const sentence = spanishFactSentence({ animal: animal.name, attribute, value: animal[attribute] });
    return cloze(sentence, attribute === 'color' ? SPANISH_COLOR_FORMS : SPANISH_HOMES);
  }),
);

/** Token ids of the perplexity windows one after another: held-out text without Spanish pages. */
export function perplexityStream(): Uint16Array {
  return corpusStream(new Rng(PERPLEXITY_SEED), PERPLEXITY_WINDOWS * CONTEXT, { spanishShare: 0 });
}
