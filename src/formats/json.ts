/** JSON of strangers. What is nested deeply is refused before it is parsed: much that later walks it calls itself at each level. */

/** What this page writes is nested seven levels deep. */
export const MOST_LEVELS = 32;

const [QUOTE, BACKSLASH] = ['"', '\\'].map((sign) => sign.charCodeAt(0));
const OPENING = ['[', '{'].map((sign) => sign.charCodeAt(0));
const CLOSING = [']', '}'].map((sign) => sign.charCodeAt(0));

/** A text that is not parsed; `expected` says what it should be. */
export class JsonError extends Error {
  override readonly name = 'JsonError';

  constructor(readonly expected: string) {
    super(`Expected ${expected}.`);
  }
}

/** Throws `JsonError`. */
export function parseJson(text: string): unknown {
  if (levelsOf(text) > MOST_LEVELS) throw new JsonError(`JSON nested at most ${MOST_LEVELS} levels deep`);
  try {
    return JSON.parse(text);
  } catch {
    throw new JsonError('JSON');
  }
}

/** The most brackets that are open at once outside of strings. */
function levelsOf(text: string): number {
  let [open, most, inString] = [0, 0, false];
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (inString && sign === BACKSLASH) i++;
    else if (sign === QUOTE) inString = !inString;
    else if (inString) continue;
    else if (OPENING.includes(sign)) most = Math.max(most, ++open);
    else if (CLOSING.includes(sign)) open--;
  }
  return most;
}
