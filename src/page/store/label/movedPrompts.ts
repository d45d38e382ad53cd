/** What the people's rankings did to the reward model, prompt by prompt: how their favorite answer stands without and with them. */
import type { LabelEffect, OwnRanking } from '../../../protocol/label';
import { splitRankings } from '../../../protocol/rankingSplit';
import { ownOf } from './labelers';

interface Standing {
  readonly score: number;
  /** 1 = the highest score of the prompt's answers; equal scores share the better rank. */
  readonly rank: number;
}

export interface MovedPrompt {
  readonly id: string;
  readonly prompt: string;
  /** The answer that was ranked best; of several that were tied, the first. */
  readonly favorite: string;
  readonly answers: number;
  readonly without: Standing;
  readonly with: Standing;
  /** Neither model learned from this prompt. */
  readonly heldOut: boolean;
}

function standingOf(scores: readonly number[], answer: number): Standing {
  return { score: scores[answer], rank: 1 + scores.filter((score) => score > scores[answer]).length };
}

/**
 * Those of the learner, or of the imported labelers where the learner has ranked nothing; the one whose favorite's score
 * moved most comes first. A ranking that came after the comparison has no scores and is left out.
 */
export function movedPrompts(rankings: readonly OwnRanking[], scores: LabelEffect['scores']): readonly MovedPrompt[] {
  const scored = rankings.filter(({ id }) => id in scores);
  const heldOut = new Set(splitRankings(scored).heldOut.map(({ prompt }) => prompt));
  const own = ownOf(scored);
  const moved = (own.length > 0 ? own : scored).map(({ id, prompt, responses, levels }): MovedPrompt => {
    const favorite = levels[0][0];
    const both = scores[id];
    return {
      id,
      prompt,
      favorite: responses[favorite].text,
      answers: responses.length,
      without: standingOf(both.without, favorite),
      with: standingOf(both.with, favorite),
      heldOut: heldOut.has(prompt),
    };
  });
  const size = (each: MovedPrompt) => Math.abs(each.with.score - each.without.score);
  return moved.sort((a, b) => size(b) - size(a));
}

export interface Movement {
  readonly favorites: number;
  /** Whose score is higher with the rankings than without. */
  readonly higher: number;
  /** That have the highest score of their prompt without, and with. */
  readonly firstWithout: number;
  readonly firstWith: number;
}

export function movementOf(moved: readonly MovedPrompt[]): Movement {
  const count = (of: (each: MovedPrompt) => boolean) => moved.filter(of).length;
  return {
    favorites: moved.length,
    higher: count((each) => each.with.score > each.without.score),
    firstWithout: count(({ without }) => without.rank === 1),
    firstWith: count((each) => each.with.rank === 1),
  };
}
