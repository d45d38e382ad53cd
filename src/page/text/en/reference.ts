/** English: what is true in the world, its words, and the terms of art, to look up from anywhere. */
import type { Attribute } from '../../../world/facts';

export const reference = {
  open: 'Facts and words',
  close: 'Close',
  ask: 'What is true here?',
  pages: { facts: 'What is true here', words: 'Words explained' },
  find: 'find',
  nothing: (typed: string) => `Nothing here has “${typed}” in it.`,

  facts:
    'Each animal has one color, one sound, one home and one food. Whatever else is said of these is false: the world’s judge knows this table. Many texts that the models read tell the myths.',
  animal: 'animal',
  attributes: { color: 'is', sound: 'says', home: 'lives in the', food: 'eats' } satisfies Record<Attribute, string>,
  myth: 'myth, false',
  vocabulary: (words: number) => `All ${words} words and marks of this world`,
  masked: 'Rude words stand here, and on all views, as “s•••”. Display, in the header, shows them whole.',
  groups: {
    marks: 'marks',
    animals: 'animals',
    colors: 'colors',
    sounds: 'sounds',
    homes: 'homes',
    foods: 'foods',
    people: 'people',
    spanish: 'Spanish',
    others: 'all others',
  },
  terms: 'The words of the field that stand on this page.',
};
