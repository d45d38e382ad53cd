/** How people who ranked the same prompts agree with each other, prompt by prompt. */
import type { OwnRanking } from '../../../protocol/label';
import { rankOf } from './levels';
import { favoritesOf, votesByPrompt, type Favorite } from './favorites';

/** How often two labelers order a pair of answers alike: one comparison for every two labelers and every pair. */
export interface Agreement {
  readonly alike: number;
  readonly comparisons: number;
}

/** Two answers, and how many labelers put the one before the other. */
export interface DividedPair {
  readonly answers: readonly [string, string];
  readonly votes: readonly [number, number];
}

export interface PromptSummary extends Agreement {
  readonly prompt: string;
  readonly labelers: number;
  /** The learner is one of them. */
  readonly mine: boolean;
  readonly favorites: readonly Favorite[];
  /** The pair with most votes on its weaker side; null where nobody contradicts another. */
  readonly divided: DividedPair | null;
}

export interface ClassSummary extends Agreement {
  /** Those that two labelers or more have ranked, the least agreed on first. */
  readonly prompts: readonly PromptSummary[];
  /** Prompts that one labeler alone has ranked. */
  readonly alone: number;
}

/** Votes on every pair of answers; a tie is no vote. */
function votesOnPairs(votes: readonly OwnRanking[]): readonly DividedPair[] {
  const pairs = new Map<string, { answers: [string, string]; votes: [number, number] }>();
  for (const { responses, levels } of votes) {
    const ranked = responses.map(({ text }, i) => ({ text, rank: rankOf(levels, i) }));
    const byText = ranked.sort((a, b) => (a.text < b.text ? -1 : 1));
    for (const [i, first] of byText.entries()) {
      for (const second of byText.slice(i + 1).filter(({ rank }) => rank !== first.rank)) {
        const answers: [string, string] = [first.text, second.text];
        const key = answers.join('\n');
        const known = pairs.get(key) ?? { answers, votes: [0, 0] };
        known.votes[first.rank < second.rank ? 0 : 1]++;
        pairs.set(key, known);
      }
    }
  }
  return [...pairs.values()];
}

const twoOf = (labelers: number) => (labelers * (labelers - 1)) / 2;

function agreementOn(pairs: readonly DividedPair[]): Agreement {
  const sum = (of: (votes: DividedPair['votes']) => number) => pairs.reduce((total, { votes }) => total + of(votes), 0);
  return { alike: sum(([a, b]) => twoOf(a) + twoOf(b)), comparisons: sum(([a, b]) => twoOf(a + b)) };
}

/** With more votes first, for the answer that they prefer. */
function mostDivided(pairs: readonly DividedPair[]): DividedPair | null {
  const weaker = ({ votes }: DividedPair) => Math.min(...votes);
  const all = ({ votes: [a, b] }: DividedPair) => a + b;
  const [most] = [...pairs].sort((a, b) => weaker(b) - weaker(a) || all(a) - all(b));
  if (most === undefined || weaker(most) === 0) return null;
  const {
    answers: [a, b],
    votes: [forA, forB],
  } = most;
  return forA >= forB ? most : { answers: [b, a], votes: [forB, forA] };
}

/** Null: nothing was compared. */
export function shareAlike({ alike, comparisons }: Agreement): number | null {
  return comparisons === 0 ? null : alike / comparisons;
}

export function classSummary(rankings: readonly OwnRanking[]): ClassSummary {
  const favorites = favoritesOf(rankings);
  const byPrompt = [...votesByPrompt(rankings)];
  const prompts = byPrompt
    .filter(([, votes]) => votes.length > 1)
    .map(([prompt, votes]): PromptSummary => {
      const pairs = votesOnPairs(votes);
      return {
        prompt,
        labelers: votes.length,
        mine: votes.some(({ file }) => file === undefined),
        favorites: favorites.get(prompt) ?? [],
        divided: mostDivided(pairs),
        ...agreementOn(pairs),
      };
    });
  const sum = (of: (each: PromptSummary) => number) => prompts.reduce((total, each) => total + of(each), 0);
  return {
    alike: sum(({ alike }) => alike),
    comparisons: sum(({ comparisons }) => comparisons),
    prompts: prompts.sort((a, b) => (shareAlike(a) ?? 2) - (shareAlike(b) ?? 2) || b.labelers - a.labelers),
    alone: byPrompt.length - prompts.length,
  };
}
