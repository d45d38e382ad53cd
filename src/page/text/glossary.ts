/** The glossary in use. A panel of its own shows it, so that it is loaded with that alone. */
import { measures } from './en/glossary/measures';
import { models } from './en/glossary/models';
import { training } from './en/glossary/training';
import type { GlossaryEntry } from './glossaryEntry';

/** The words of the page that an entry explains. */
export function formsOf({ term, forms }: GlossaryEntry): readonly string[] {
  const word = term.toLowerCase();
  return forms ?? [word, `${word}s`];
}

/** In the order in which they are read; related terms stand together. */
export const glossary: readonly GlossaryEntry[] = [...models, ...training, ...measures];
