/** Which rankings a reward model learns from, and which are held out to test it on: no prompt stands on both sides. */
import { hashText } from '../rng';
import { PROMPTS_TO_TEST, type OwnRanking } from './label';

/** Whether the ranking orders any two answers; from ties alone a reward model learns nothing. */
export function hasPairs({ levels }: Pick<OwnRanking, 'levels'>): boolean {
  return levels.length > 1;
}

/** Every fourth prompt is held out. */
const EVERY = 4;

export interface RankingSplit<R> {
  readonly learned: readonly R[];
  readonly heldOut: readonly R[];
}

/** In the order of their hashes, which does not depend on who ranked first. */
function promptsOf(rankings: readonly { readonly prompt: string }[]): readonly string[] {
  const prompts = [...new Set(rankings.map(({ prompt }) => prompt))].sort();
  return prompts.sort((a, b) => hashText(a) - hashText(b));
}

export function countPrompts(rankings: readonly { readonly prompt: string }[]): number {
  return promptsOf(rankings).length;
}

/** Holds out all rankings of every fourth prompt, where there are `PROMPTS_TO_TEST` different ones. */
export function splitRankings<R extends { readonly prompt: string }>(rankings: readonly R[]): RankingSplit<R> {
  const prompts = promptsOf(rankings);
  const apart = new Set(prompts.length < PROMPTS_TO_TEST ? [] : prompts.filter((_, i) => i % EVERY === EVERY - 1));
  return {
    learned: rankings.filter(({ prompt }) => !apart.has(prompt)),
    heldOut: rankings.filter(({ prompt }) => apart.has(prompt)),
  };
}
