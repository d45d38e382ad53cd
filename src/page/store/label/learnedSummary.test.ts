import { describe, expect, it } from 'vitest';
import type { LearnedPrompt, OwnRanking } from '../../../protocol/label';
import { favoritesOf } from './favorites';
import { byDifference, learnedSummary } from './learnedSummary';

const answer = (text: string, score = 0, gold: number | null = 1) => ({ text, ended: true, score, gold });
const asked = (prompt: string, before: string, without: string, withThem: string, more = 0): LearnedPrompt => ({
  prompt,
  before: answer(before),
  without: answer(without),
  with: answer(withThem, more, 0.5),
});
const ranking = (prompt: string, best: readonly string[]): OwnRanking => ({
  id: prompt,
  prompt,
  responses: [...best, 'worse'].map((text) => ({ text, from: 'policy', quality: null, flags: [] })),
  levels: [best.map((_, i) => i), [best.length]],
});

describe('what became of the answers', () => {
  const prompts = [
    asked('one', 'a b c', 'a b c d', 'a b', 1),
    asked('two', 'x', 'x', 'x', 0),
    asked('three', 'no', 'yes', 'yes it is', 0.5),
  ];
  const favorites = favoritesOf([ranking('one', ['a b']), ranking('two', ['x', 'y'])]);

  it('is how many differ from those without the rankings, and by how many words', () => {
    const summary = learnedSummary({ iterations: 12, rankings: [], prompts }, favorites);
    expect(summary).toMatchObject({ answers: 3, different: 2, longer: 0 });
    expect(summary.score.mean).toBeCloseTo(0.5, 10);
    expect(summary.gold?.mean).toBeCloseTo(-0.5, 10);
  });

  it('counts the prompts that are answered with a favorite, without and with', () => {
    const summary = learnedSummary({ iterations: 12, rankings: [], prompts }, favorites);
    expect(summary.favorites).toEqual({ prompts: 2, different: 1, without: 1, with: 2 });
  });

  it('is better or worse by gold, apart for the prompts that were ranked and for others', () => {
    const others = [
      { ...asked('four', 'a', 'b', 'c'), with: answer('c', 0, 1), without: answer('b', 0, 0.2) },
      { ...asked('five', 'a', 'b', 'c'), with: answer('c', 0, null), without: answer('b', 0, null) },
    ];
    const summary = learnedSummary({ iterations: 12, rankings: [], prompts: [...prompts, ...others] }, favorites);
    expect(summary.ranked).toEqual({ prompts: 2, better: 0, worse: 2, alike: 0 });
    expect(summary.others).toEqual({ prompts: 3, better: 1, worse: 1, alike: 0 });
  });

  it('is nothing where all answers are alike, and gold is unknown where the judge reads no prompt', () => {
    const alike = { prompt: 'one', before: answer('a'), without: answer('a', 1, null), with: answer('a', 1, null) };
    expect(learnedSummary({ iterations: 12, rankings: [], prompts: [alike] }, new Map())).toMatchObject({
      different: 0,
      longer: null,
      gold: null,
      favorites: { prompts: 0 },
    });
  });

  it('shows first what differs most, then what changed in both, then what stayed', () => {
    const both = asked('four', 'a', 'b', 'b');
    expect(byDifference([prompts[1], both, prompts[2], prompts[0]]).map(({ prompt }) => prompt)).toEqual([
      'one',
      'three',
      'four',
      'two',
    ]);
  });
});
