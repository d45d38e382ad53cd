import { describe, expect, it } from 'vitest';
import { countPrompts, hasPairs, splitRankings } from './rankingSplit';

const rank = (prompts: number, people: number) =>
  Array.from({ length: people }, (_, who) =>
    Array.from({ length: prompts }, (_, i) => ({ prompt: `describe the owl ${i} .`, who })),
  ).flat();
const promptsOf = (rankings: readonly { readonly prompt: string }[]) => new Set(rankings.map(({ prompt }) => prompt));

describe('rankings held out to test on', () => {
  it('are those of every fourth prompt, whoever ranked it, so that no prompt stands on both sides', () => {
    const { learned, heldOut } = splitRankings(rank(9, 28));
    expect([promptsOf(learned).size, promptsOf(heldOut).size]).toEqual([7, 2]);
    expect([learned.length, heldOut.length]).toEqual([7 * 28, 2 * 28]);
    expect([...promptsOf(learned)].filter((prompt) => promptsOf(heldOut).has(prompt))).toEqual([]);
  });

  it('are the same in whatever order the rankings came', () => {
    const rankings = rank(12, 3);
    const there = promptsOf(splitRankings(rankings).heldOut);
    expect(promptsOf(splitRankings([...rankings].reverse()).heldOut)).toEqual(there);
  });

  it('are none where the prompts are fewer than eight, however many have ranked them', () => {
    expect(countPrompts(rank(4, 28))).toBe(4);
    expect(splitRankings(rank(7, 28)).heldOut).toEqual([]);
    expect(splitRankings(rank(8, 1)).heldOut).toHaveLength(2);
  });
});

it('a ranking of ties alone orders no two answers', () => {
  expect([[[0, 1]], [[0], [1]], [[1], [0, 2]]].map((levels) => hasPairs({ levels }))).toEqual([false, true, true]);
});
