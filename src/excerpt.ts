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

/** The first forty letters of a text, with an ellipsis where more follow; a shorter text whole. */
export function excerpt(text: string): string {
  // A letter takes at most two code units, so that this much of a long text shows whether it is too long.
  const letters = Array.from(text.slice(0, 2 * (LETTERS + 1)));
  return letters.length > LETTERS ? `${letters.slice(0, LETTERS).join('')}…` : text;
}
