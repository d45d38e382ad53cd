/** What can be asked in place of a prompt with words that the world does not have. */
import { nearest } from '../../../nearest';
import { ALL_PROMPTS } from '../../../world/prompts';
import { splitWords } from '../../../world/tokenizer';
import { SPECIALS, VOCABULARY } from '../../../world/vocabulary';
import { MAX_PROMPT_WORDS, problemOf } from './prompt';

const KNOWN: ReadonlySet<string> = new Set(VOCABULARY.slice(SPECIALS.length));
/** Not the punctuation marks. */
const WORDS = [...KNOWN].filter((word) => /^[a-z]/.test(word));

const PROMPTS = ALL_PROMPTS.map(({ text }) => ({ text, words: new Set(splitWords(text)) }));

/** By how much a word tells one prompt of the world from another: log(prompts / prompts with the word), nats. */
let telling: ReadonlyMap<string, number> | null = null;

function tellingWords(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { words } of PROMPTS) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].map(([word, count]) => [word, Math.log(PROMPTS.length / count)]));
}

/** The prompt of the world that shares most with these words, weighted (Dice's coefficient); null: it shares nothing. */
function mostAlike(words: ReadonlySet<string>): string | null {
  const weights = (telling ??= tellingWords());
  const sum = (some: Iterable<string>) => [...some].reduce((total, word) => total + (weights.get(word) ?? 0), 0);
  const typed = sum(words);
  let best: { readonly text: string | null; readonly share: number } = { text: null, share: 0 };
  for (const { text, words: own } of PROMPTS) {
    const common = sum([...own].filter((word) => words.has(word)));
    const share = common === 0 ? 0 : common / (typed + sum(own));
    if (share > best.share) best = { text, share };
  }
  return best.text;
}

/**
 * The typed prompt with each unknown word replaced by the nearest of the world; where one has none that is near, the
 * prompt of the world with most words in common. Null where nothing is near, and where nothing is unknown.
 */
export function nearestPrompt(typed: string): string | null {
  const words = splitWords(typed).slice(0, 2 * MAX_PROMPT_WORDS);
  if (words.every((word) => KNOWN.has(word))) return null;
  const replaced = words.map((word) => (KNOWN.has(word) ? word : (nearest(word, WORDS, 1).at(0) ?? null)));
  const whole = replaced.includes(null) ? null : replaced.join(' ');
  if (whole !== null && problemOf(whole) === '') return whole;
  return mostAlike(new Set(replaced.filter((word) => word !== null)));
}
