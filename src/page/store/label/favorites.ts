/** The answers that people ranked best, prompt by prompt, and whose favorites they are. */
import type { OwnRanking } from '../../../protocol/label';

/** An answer that somebody ranked best. */
export interface Favorite {
  readonly text: string;
  /** The learner ranked it best. */
  readonly mine: boolean;
  /** Imported labelers who ranked it best. */
  readonly others: number;
}

/** By prompt, one ranking of each labeler: the newest. */
export function votesByPrompt(rankings: readonly OwnRanking[]): ReadonlyMap<string, readonly OwnRanking[]> {
  const votes = new Map<string, Map<string, OwnRanking>>();
  for (const ranking of rankings) {
    const ofPrompt = votes.get(ranking.prompt) ?? new Map<string, OwnRanking>();
    votes.set(ranking.prompt, ofPrompt.set(ranking.file?.digest ?? '', ranking));
  }
  return new Map([...votes].map(([prompt, ofPrompt]) => [prompt, [...ofPrompt.values()]]));
}

/** Of votes on one prompt, those of most labelers first. Whoever holds all answers for equally good has none. */
function favoritesAmong(votes: readonly OwnRanking[]): readonly Favorite[] {
  const favorites = new Map<string, Favorite>();
  for (const { file, responses, levels } of votes.filter((vote) => vote.levels.length > 1)) {
    for (const { text } of levels[0].map((i) => responses[i])) {
      const { mine, others } = favorites.get(text) ?? { mine: false, others: 0 };
      favorites.set(text, { text, mine: mine || !file, others: others + (file ? 1 : 0) });
    }
  }
  const size = ({ mine, others }: Favorite) => others + (mine ? 1 : 0);
  return [...favorites.values()].sort((a, b) => size(b) - size(a));
}

/** By prompt, whoever ranked it; tied answers are favorites together. */
export function favoritesOf(rankings: readonly OwnRanking[]): ReadonlyMap<string, readonly Favorite[]> {
  const favorites = [...votesByPrompt(rankings)].map(([prompt, votes]) => [prompt, favoritesAmong(votes)] as const);
  return new Map(favorites.filter(([, ofPrompt]) => ofPrompt.length > 0));
}
