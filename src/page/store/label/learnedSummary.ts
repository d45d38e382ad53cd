/** What became of the answers since a policy learned from people: counted over the prompts that all three models answered. */
import { meanEstimate, type Estimate } from '../../../estimates';
import type { Learned, LearnedAnswer, LearnedPrompt } from '../../../protocol/label';
import { splitWords } from '../../../world/tokenizer';
import type { Favorite } from './favorites';

/** How the answers with the rankings stand beside those without, by gold; one that the judge cannot read counts nowhere. */
export interface Tally {
  readonly prompts: number;
  readonly better: number;
  readonly worse: number;
  readonly alike: number;
}

export interface LearnedSummary {
  /** Of the prompts that were ranked, and of all others. */
  readonly ranked: Tally;
  readonly others: Tally;
  readonly answers: number;
  /** Answers that differ from those without the rankings. */
  readonly different: number;
  /** Words that those are longer than without the rankings, on average; null where none differs. */
  readonly longer: number | null;
  /** Prompts that were ranked, how many of them are answered differently for it, and how many with the best ranked answer. */
  readonly favorites: {
    readonly prompts: number;
    readonly different: number;
    readonly without: number;
    readonly with: number;
  };
  /** With less without, prompt by prompt; gold over the prompts that the judge reads, null where there are none. */
  readonly score: Estimate;
  readonly gold: Estimate | null;
}

function tallyOf(prompts: readonly LearnedPrompt[]): Tally {
  const count = (better: (now: number, without: number) => boolean) =>
    prompts.filter(
      (each) => each.with.gold !== null && each.without.gold !== null && better(each.with.gold, each.without.gold),
    ).length;
  return {
    prompts: prompts.length,
    better: count((a, b) => a > b),
    worse: count((a, b) => a < b),
    alike: count((a, b) => a === b),
  };
}

const wordsIn = ({ text }: LearnedAnswer) => splitWords(text).length;

export function learnedSummary(
  { prompts }: Learned,
  favorites: ReadonlyMap<string, readonly Favorite[]>,
): LearnedSummary {
  const changed = prompts.filter((each) => each.with.text !== each.without.text);
  const known = prompts.filter(({ prompt }) => favorites.has(prompt));
  const given = (of: (each: LearnedPrompt) => LearnedAnswer) =>
    known.filter((each) => favorites.get(each.prompt)?.some(({ text }) => text === of(each).text)).length;
  const golds = prompts.flatMap(({ with: { gold }, without }) =>
    gold === null || without.gold === null ? [] : [gold - without.gold],
  );
  const longer = changed.map((each) => wordsIn(each.with) - wordsIn(each.without));
  return {
    ranked: tallyOf(known),
    others: tallyOf(prompts.filter((each) => !known.includes(each))),
    answers: prompts.length,
    different: changed.length,
    longer: changed.length === 0 ? null : meanEstimate(longer).mean,
    favorites: {
      prompts: known.length,
      different: changed.filter(({ prompt }) => favorites.has(prompt)).length,
      without: given(({ without }) => without),
      with: given((each) => each.with),
    },
    score: meanEstimate(prompts.map((each) => each.with.score - each.without.score)),
    gold: golds.length === 0 ? null : meanEstimate(golds),
  };
}

/** Those first that differ most by score, and of those that do not differ, the ones that changed since before. */
export function byDifference(prompts: readonly LearnedPrompt[]): readonly LearnedPrompt[] {
  const size = (each: LearnedPrompt) => {
    if (each.with.text !== each.without.text) return 2 + Math.abs(each.with.score - each.without.score);
    return each.with.text === each.before.text ? 0 : 1;
  };
  return [...prompts].sort((a, b) => size(b) - size(a));
}
