/** A term of art with its explanation. */
export interface GlossaryEntry {
  readonly term: string;
  /** Words of the page that the entry explains, in small letters; without them the term itself and its plural. */
  readonly forms?: readonly string[];
  readonly meaning: string;
}
