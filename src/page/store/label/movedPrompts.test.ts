import { describe, expect, it } from 'vitest';
import type { OwnRanking } from '../../../protocol/label';
import { splitRankings } from '../../../protocol/rankingSplit';
import { movedPrompts, countMoved, scoresOf } from './movedPrompts';

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
    const [first, second] = movedPrompts({ rankings: [bee, owl], scores });
    expect(first).toEqual({
      prompt: 'describe the owl .',
      favorites: [
        { text: 'the', mine: true, others: 0, without: { score: -1.04, rank: 3 }, with: { score: 0.38, rank: 1 } },
      ],
      answers: 3,
      heldOut: false,
    });
    // Equal scores share the better rank.
    expect(second.favorites).toMatchObject([
      { text: 'a', without: { rank: 1 }, with: { rank: 2 } },
      { text: 'an', without: { rank: 1 }, with: { rank: 3 } },
    ]);
  });

  it('is counted over all of them', () => {
    expect(countMoved(movedPrompts({ rankings: [bee, owl], scores }))).toEqual({
      favorites: 3,
      higher: 1,
      firstWithout: 2,
      firstWith: 1,
    });
  });

  it('has a prompt once whoever ranked it, with the votes of the learner and of others', () => {
    const mia = ranking('owl', [[0], [1], [2]], { id: 'mia', file });
    const ben = ranking('owl', [[1], [2], [0]], { id: 'ben', file: { name: 'ben', digest: 'two' } });
    const all = { ...scores, mia: scores.owl, ben: scores.owl };
    const moved = movedPrompts({ rankings: [mia, owl, ben, { ...bee, file }], scores: all });
    expect(moved.map(({ prompt }) => prompt)).toEqual(['describe the owl .', 'describe the bee .']);
    expect(moved[0].favorites.map(({ text, mine, others }) => [text, mine, others])).toEqual([
      ['the', true, 1],
      ['a', false, 1],
    ]);
    expect(moved[1].favorites.every(({ mine }) => !mine)).toBe(true);
  });

  it('ranks a favorite among all answers that anybody ranked', () => {
    const other = ['the', 'no'].map((text) => ({ text, from: 'policy' as const, quality: null, flags: [] }));
    const mia = { ...owl, id: 'mia', file, responses: other, levels: [[0], [1]] };
    const all = { ...scores, mia: { without: [-1.04, 3], with: [0.38, 3] } };
    expect(movedPrompts({ rankings: [owl, mia], scores: all })).toMatchObject([
      { answers: 4, favorites: [{ with: { rank: 2 } }] },
    ]);
  });

  it('says of which prompts neither model learned', () => {
    const many = Array.from({ length: 8 }, (_, i) => ranking(`owl ${i}`, [[0], [1], [2]]));
    const all = Object.fromEntries(many.map(({ id }) => [id, scores.owl]));
    const heldOut = movedPrompts({ rankings: many, scores: all }).filter((each) => each.heldOut);
    expect(new Set(heldOut.map(({ prompt }) => prompt))).toEqual(
      new Set(splitRankings(many).heldOut.map(({ prompt }) => prompt)),
    );
    expect(heldOut).toHaveLength(2);
  });
});

it('scores stand beside the answers that they were given to, in whatever order these are ranked since', () => {
  const compared = { rankings: [owl], scores };
  expect(scoresOf({ ...owl, levels: [[2], [1], [0]] }, compared)).toBe(scores.owl);
  expect(scoresOf(bee, compared)).toBeUndefined();
  expect(scoresOf({ ...owl, responses: [...owl.responses].reverse() }, compared)).toBeUndefined();
  expect(scoresOf({ ...owl, responses: owl.responses.slice(0, 2) }, compared)).toBeUndefined();
});
