/** Every token of the world once, with those of its kind. */
import {
  ANIMAL_NAMES,
  COLORS,
  FOODS,
  HOMES,
  NAMES,
  PUNCTUATION,
  SOUNDS,
  SPANISH_WORDS,
  SPECIALS,
  VOCABULARY,
} from '../../../world/vocabulary';
import type { Text } from '../../text/text';

interface WordGroup {
  readonly name: keyof Text['reference']['groups'];
  readonly words: readonly string[];
}

const KINDS: readonly WordGroup[] = [
  { name: 'animals', words: ANIMAL_NAMES },
  { name: 'colors', words: COLORS },
  { name: 'sounds', words: SOUNDS },
  { name: 'homes', words: HOMES },
  { name: 'foods', words: FOODS },
  { name: 'people', words: NAMES },
  { name: 'spanish', words: SPANISH_WORDS },
  { name: 'marks', words: [...PUNCTUATION, ...SPECIALS] },
];

export function wordGroups(): readonly WordGroup[] {
  const grouped = new Set(KINDS.flatMap(({ words }) => words));
  const others = VOCABULARY.filter((word) => !grouped.has(word)).sort();
  return [...KINDS, { name: 'others', words: others }];
}
