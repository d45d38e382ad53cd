/** Quoting what came: a sentence for the learner must not grow with what was typed, pasted or opened. */

const LETTERS = 40;

/** What a name may take up on a narrow screen. */
const LETTERS_OF_NAME = 28;

/** A long name without its middle: what tells names apart stands at their beginnings and at their ends. */
export function cutInMiddle(name: string): string {
  const letters = Array.from(name);
  const half = LETTERS_OF_NAME / 2;
  return letters.length <= LETTERS_OF_NAME
    ? name
    : `${letters.slice(0, half).join('')}…${letters.slice(1 - half).join('')}`;
}

/** How many letters all of them begin with, as far as whole words go. */
function sharedBeginning([first = [], ...others]: readonly (readonly string[])[]): number {
  const end = first.findIndex((letter, i) => others.some((other) => other[i] !== letter));
  const shared = end === -1 ? first : first.slice(0, end);
  return 1 + shared.map((letter) => /[^\p{L}\p{N}]/u.test(letter)).lastIndexOf(true);
}

/**
 * Names short enough to stand side by side, each still told from all others: of long ones goes what they share at their
 * beginnings, and of what is too long even so the middle. One that would then look like another stays whole.
 */
export function cutNames(names: readonly string[]): readonly string[] {
  const isLong = (name: string) => Array.from(name).length > LETTERS_OF_NAME;
  const long = names.filter(isLong);
  const shared = long.length < 2 ? 0 : sharedBeginning(long.map((name) => Array.from(name)));
  const cut = names.map((name) => {
    if (!isLong(name) || shared === 0) return cutInMiddle(name);
    return `…${cutInMiddle(Array.from(name).slice(shared).join(''))}`;
  });
  return cut.map((short, i) => (cut.indexOf(short) === cut.lastIndexOf(short) ? short : names[i]));
}

/** A value as it came, in few letters. */
export function quote(value: unknown): string {
  if (typeof value === 'string') return `"${excerpt(value)}"`;
  // An object may name a `toString` of its own, with which it is no text.
  return excerpt(value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** A sentence names at most so many things. */
const FEW = 8;

/** The first few of what a sentence names, as `write` writes each, and how many there are beside them. */
export function fewOf<T>(all: readonly T[], write: (each: T) => string): string {
  const more = all.length - FEW;
  return `${all.slice(0, FEW).map(write).join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

/** The first forty letters of a text, with an ellipsis where more follow; a shorter text whole. */
export function excerpt(text: string): string {
  // A letter takes at most two code units, so that this much of a long text shows whether it is too long.
  const letters = Array.from(text.slice(0, 2 * (LETTERS + 1)));
  return letters.length > LETTERS ? `${letters.slice(0, LETTERS).join('')}…` : text;
}
