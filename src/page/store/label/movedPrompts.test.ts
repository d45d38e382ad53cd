import { describe, expect, it } from 'vitest';
import type { OwnRanking } from '../../../protocol/label';
import { splitRankings } from '../../../protocol/rankingSplit';
import { movedPrompts, movementOf } from './movedPrompts';

const ranking = (id: string, levels: OwnRanking['levels'], more: Partial<OwnRanking> = {}): OwnRanking => ({
  id,
  prompt: `describe the ${id} .`,
  responses: ['a', 'the', 'an'].map((text) => ({ text, from: 'policy', quality: null, flags: [] })),
  levels,
  ...more,
});
const file = { name: 'mia', digest: 'one' };
const owl = ranking('owl', [[1], [0], [2]]);
const bee = ranking('bee', [[0, 2], [1]]);
const scores = {
  owl: { without: [2, -1.04, 0], with: [0, 0.38, 0.1] },
  bee: { without: [0.5, 0.2, 0.5], with: [0.4, 0.6, 0.1] },
};

describe('what the rankings did to the favorites', () => {
  it('is their score and rank without and with, the one that moved most first', () => {
    const [first, second] = movedPrompts([bee, owl], scores);
    expect(first).toEqual({
      id: 'owl',
      prompt: 'describe the owl .',
      favorite: 'the',
      answers: 3,
      without: { score: -1.04, rank: 3 },
      with: { score: 0.38, rank: 1 },
      heldOut: false,
    });
    // Equal scores share the better rank.
    expect(second).toMatchObject({ favorite: 'a', without: { rank: 1 }, with: { rank: 2 } });
  });

  it('is counted over all of them', () => {
    expect(movementOf(movedPrompts([bee, owl], scores))).toEqual({
      favorites: 2,
      higher: 1,
      firstWithout: 1,
      firstWith: 1,
    });
  });

  it('is of the learner’s own where there are any, and leaves out what was ranked since', () => {
    const mia = { ...bee, file };
    expect(movedPrompts([mia, owl], scores).map(({ id }) => id)).toEqual(['owl']);
    expect(movedPrompts([mia], scores).map(({ id }) => id)).toEqual(['bee']);
    expect(movedPrompts([owl, ranking('cow', [[0], [1], [2]])], scores).map(({ id }) => id)).toEqual(['owl']);
  });

  it('says of which prompts neither model learned', () => {
    const many = Array.from({ length: 8 }, (_, i) => ranking(`owl ${i}`, [[0], [1], [2]]));
    const all = Object.fromEntries(many.map(({ id }) => [id, scores.owl]));
    const heldOut = movedPrompts(many, all).filter((each) => each.heldOut);
    expect(new Set(heldOut.map(({ prompt }) => prompt))).toEqual(
      new Set(splitRankings(many).heldOut.map(({ prompt }) => prompt)),
    );
    expect(heldOut).toHaveLength(2);
  });
});
