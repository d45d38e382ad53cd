/** Names that were perhaps meant by one that does not exist. */

/** A name is near when at most this share of the typed letters must change, or when it contains what was typed. */
const CHANGED_SHARE = 1 / 3;
/** Letters in a row that say something wherever they stand in a name. */
const TELLING = 3;

/** The known names near to a typed one, the nearest first; capitals do not count. Empty when none is near. */
export function nearest(typed: string, known: readonly string[], most = 3): string[] {
  const word = typed.toLowerCase();
  const changes = Math.max(1, Math.floor(word.length * CHANGED_SHARE));
  return (
    known
      .map((name) => ({ name, lower: name.toLowerCase() }))
      .map(({ name, lower }) => ({ name, lower, holds: word.length >= TELLING && lower.includes(word) }))
      // Each letter that one has more than the other is a change, so that a long text need not be compared letter by letter.
      .filter(({ lower, holds }) => holds || Math.abs(word.length - lower.length) <= changes)
      .map(({ name, lower, holds }) => ({ name, holds, distance: editDistance(word, lower) }))
      .filter(({ distance, holds }) => holds || distance <= changes)
      .sort((a, b) => a.distance - b.distance)
      .slice(0, most)
      .map(({ name }) => name)
  );
}

/** The longest word of which all letters are compared. */
const LETTERS = 24;

/** All names, those spelled most like the typed word first, however unlike it. */
export function bySpelling(typed: string, names: readonly string[]): string[] {
  const word = typed.toLowerCase().slice(0, LETTERS);
  const distances = new Map(names.map((name) => [name, editDistance(word, name.toLowerCase())]));
  return [...names].sort((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0));
}

/** Insertions, deletions, substitutions and swaps of neighbors (Levenshtein's, and Damerau's) from one word to the other. */
function editDistance(from: string, to: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const substituted = row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      next.push(Math.min(substituted, row[j] + 1, next[j - 1] + 1, isSwap ? before[j - 2] + 1 : Infinity));
    }
    [before, row] = [row, next];
  }
  return row[to.length];
}
