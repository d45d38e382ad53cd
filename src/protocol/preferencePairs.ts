/** Pairs of answers, the better first, as preference records. */
import { preference, type PreferenceRecord } from '../formats/trl';
import { hasSpecials } from '../world/tokenizer';

interface PreferencePair {
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
}

/**
 * All pairs, but for the ones `leftOut`: with an answer in which the model wrote a special token, which another program
 * would read as the end of the answer or the beginning of the next.
 */
export function preferenceRecords(pairs: readonly PreferencePair[]): {
  readonly records: readonly PreferenceRecord[];
  readonly leftOut: number;
} {
  const plain = pairs.filter(({ chosen, rejected }) => !hasSpecials(chosen) && !hasSpecials(rejected));
  const records = plain.map(({ prompt, chosen, rejected }) => preference(prompt, chosen, rejected));
  return { records, leftOut: pairs.length - plain.length };
}
