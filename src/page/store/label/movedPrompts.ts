/** What the people's rankings did to the reward model, prompt by prompt: how their favorite answers stand without and with them. */
import type { LabelEffect, OwnRanking, WithAndWithout } from '../../../protocol/label';
import { splitRankings } from '../../../protocol/rankingSplit';
import { favoritesOf, votesByPrompt, type Favorite } from './favorites';

interface Standing {
  readonly score: number;
  /** 1 = the highest score of the prompt's answers; equal scores share the better rank. */
  readonly rank: number;
}

/** An answer that was ranked best, and how it stands. */
export interface MovedFavorite extends Favorite {
  readonly without: Standing;
  readonly with: Standing;
}

export interface MovedPrompt {
  readonly prompt: string;
  /** Those of most labelers first. */
  readonly favorites: readonly MovedFavorite[];
  /** Different ones that were ranked. */
  readonly answers: number;
  /** Neither model learned from this prompt. */
  readonly heldOut: boolean;
}

type Compared = Pick<LabelEffect, 'rankings' | 'scores'>;

type Scores = WithAndWithout<ReadonlyMap<string, number>>;

/** Of every answer to a prompt, whoever ranked it. */
function scoresByAnswer(rankings: readonly OwnRanking[], scores: LabelEffect['scores']): Scores {
  const by = (model: keyof Scores) =>
    new Map(
      rankings.flatMap(({ id, responses }) => responses.map(({ text }, i) => [text, scores[id][model][i]] as const)),
    );
  return { without: by('without'), with: by('with') };
}

/** Of a ranking's answers, in their order; undefined where none or others were scored under its name. */
export function scoresOf(
  { id, responses }: OwnRanking,
  { rankings, scores }: Compared,
): WithAndWithout<readonly number[]> | undefined {
  const scored = rankings.find((ranking) => ranking.id === id)?.responses ?? [];
  const alike = scored.length === responses.length && scored.every(({ text }, i) => text === responses[i].text);
  return alike ? scores[id] : undefined;
}

function standingOf(scores: ReadonlyMap<string, number>, answer: string): Standing {
  const score = scores.get(answer) ?? NaN;
  return { score, rank: 1 + [...scores.values()].filter((other) => other > score).length };
}

/**
 * Every prompt once, with the favorites of the learner and of imported labelers as they were compared; the one with the
 * favorite whose score moved most comes first.
 */
export function movedPrompts({ rankings, scores }: Compared): readonly MovedPrompt[] {
  const heldOut = new Set(splitRankings(rankings).heldOut.map(({ prompt }) => prompt));
  const votes = votesByPrompt(rankings);
  const moved = [...favoritesOf(rankings)].map(([prompt, favorites]): MovedPrompt => {
    const both = scoresByAnswer(votes.get(prompt) ?? [], scores);
    return {
      prompt,
      favorites: favorites.map((favorite) => ({
        ...favorite,
        without: standingOf(both.without, favorite.text),
        with: standingOf(both.with, favorite.text),
      })),
      answers: both.with.size,
      heldOut: heldOut.has(prompt),
    };
  });
  const size = ({ favorites }: MovedPrompt) =>
    Math.max(...favorites.map((each) => Math.abs(each.with.score - each.without.score)));
  return moved.sort((a, b) => size(b) - size(a));
}

export interface MovedCounts {
  readonly favorites: number;
  /** Whose score is higher with the rankings than without. */
  readonly higher: number;
  /** That have the highest score of their prompt without, and with. */
  readonly firstWithout: number;
  readonly firstWith: number;
}

export function countMoved(moved: readonly MovedPrompt[]): MovedCounts {
  const favorites = moved.flatMap((each) => each.favorites);
  const count = (of: (each: MovedFavorite) => boolean) => favorites.filter(of).length;
  return {
    favorites: favorites.length,
    higher: count((each) => each.with.score > each.without.score),
    firstWithout: count(({ without }) => without.rank === 1),
    firstWith: count((each) => each.with.rank === 1),
  };
}
