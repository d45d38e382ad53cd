/** Facts read back from sentences: the eight English forms and the two Spanish ones, true or not. */
import { ATTRIBUTES, factSentence, VALUES, type Fact } from './facts';
import { SPANISH_ATTRIBUTES, spanishFactSentence } from './spanish';
import { ANIMAL_NAMES } from './vocabulary';

const englishFacts: ReadonlyMap<string, Fact> = new Map(
  ANIMAL_NAMES.flatMap((animal) =>
    ATTRIBUTES.flatMap((attribute) =>
      VALUES[attribute].flatMap((value) => {
        const fact = { animal, attribute, value };
        return (['present', 'past'] as const).map((tense) => [factSentence(fact, tense), fact] as const);
      }),
    ),
  ),
);

/** Every Spanish fact sentence with the fact it states. */
export const spanishFacts: ReadonlyMap<string, Fact> = new Map(
  ANIMAL_NAMES.flatMap((animal) =>
    SPANISH_ATTRIBUTES.flatMap((attribute) =>
      VALUES[attribute].map((value) => {
        const fact = { animal, attribute, value };
        return [spanishFactSentence(fact), fact] as const;
      }),
    ),
  ),
);

/** The facts that sentences state, in their order, repeats kept. */
export function statedFacts(sentences: readonly string[]): Fact[] {
  return sentences.flatMap((sentence) => englishFacts.get(sentence) ?? spanishFacts.get(sentence) ?? []);
}
