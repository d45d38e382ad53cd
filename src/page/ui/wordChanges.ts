/** Which words of an answer are new, by the longest common subsequence of words with the answer before. */
import { splitWords } from '../../world/tokenizer';

export interface WordChange {
  readonly word: string;
  /** It is no word of the answer before, in its order. */
  readonly changed: boolean;
}

/** Lengths of the longest common subsequences of what follows each pair of places. [before + 1][now + 1] */
function commonLengths(before: readonly string[], now: readonly string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const [skipped, other] = [lengths[i + 1][j], lengths[i][j + 1]];
      lengths[i][j] = before[i] === now[j] ? lengths[i + 1][j + 1] + 1 : Math.max(skipped, other);
    }
  }
  return lengths;
}

/** Comparing takes as many steps as the one has words times the other; an answer of this page has 24 at most. */
const MOST_WORDS = 500;

/** In answers that are too long to compare every word counts as new. */
export function wordChanges(before: string, now: string): readonly WordChange[] {
  const [old, words] = [splitWords(before), splitWords(now)];
  if (Math.max(old.length, words.length) > MOST_WORDS) return words.map((word) => ({ word, changed: true }));
  const lengths = commonLengths(old, words);
  let i = 0;
  return words.map((word, j) => {
    // Words of the answer before that no common subsequence needs any more.
    while (i < old.length && old[i] !== word && lengths[i + 1][j] === lengths[i][j]) i++;
    const changed = i === old.length || old[i] !== word;
    if (!changed) i++;
    return { word, changed };
  });
}
