/** What is typed or pasted where a learner asks a model something. */
import { complete, completionsOf, MAX_PROMPT_WORDS, problemOf, withMark } from '../../page/ui/prompt/prompt';
import { nearestPrompt } from '../../page/ui/prompt/nearestPrompt';
import type { Rng } from '../../rng';
import { encodeWords } from '../../world/tokenizer';
import { VOCABULARY } from '../../world/vocabulary';
import { hold, type Door } from './door';
import { SCRIPT } from './mutations';

const ODD = [
  SCRIPT,
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  '\u202e',
  '👩‍👩‍👧',
  '<|user|>',
  '‹end›',
  '$&',
  '\\',
  'ſ',
  'İ',
];

function anyPrompt(rng: Rng): string {
  if (rng.chance(0.01)) return rng.pick(['x', 'a b ', '<|user|> ', '\n', '.', 'cow']).repeat(rng.pick([1000, 300_000]));
  const word = () => {
    const known = rng.pick(VOCABULARY);
    if (rng.chance(0.6)) return known;
    return rng.chance(0.5) ? rng.pick(ODD) : `${known.slice(0, rng.int(4))}${rng.pick(['x', '', known])}`;
  };
  return Array.from({ length: rng.int(30) }, word).join(rng.pick([' ', ' ', ' ', '\t', '\u00a0', '']));
}

export const prompts: Door = {
  name: 'prompts',
  place: /./,
  enter: (rng) => {
    const typed = anyPrompt(rng);
    const problem = problemOf(typed);
    const near = nearestPrompt(typed);
    hold(near === null || near.length < 1000, 'what could be asked instead');
    for (const word of completionsOf(typed).slice(0, 2))
      hold(complete(typed, word).endsWith(`${word} `), 'a completion');
    if (problem !== '') return [problem];
    const length = encodeWords(withMark(typed)).length;
    hold(length >= 1 && length <= MAX_PROMPT_WORDS + 1, 'the length');
    return [];
  },
};
