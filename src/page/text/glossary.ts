/** The glossary in use. A panel of its own shows it, so that it is loaded with that alone. */
import { measures } from './en/glossary/measures';
import { models } from './en/glossary/models';
import { training } from './en/glossary/training';

export interface GlossaryEntry {
  readonly term: string;
  /** Words of the page that the entry explains, in small letters; without them the term itself and its plural. */
  readonly forms?: readonly string[];
  readonly meaning: string;
}

/** The words of the page that an entry explains. */
export function formsOf({ term, forms }: GlossaryEntry): readonly string[] {
  const word = term.toLowerCase();
  return forms ?? [word, `${word}s`];
}

/** In the order in which they are read; related terms stand together. */
export const glossary: readonly GlossaryEntry[] = [...models, ...training, ...measures];
