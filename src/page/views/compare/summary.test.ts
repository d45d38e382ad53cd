import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../protocol/compare';
import { bestOf, meanGold, meanScore, wholeLogRatio } from './summary';

function answer(changes: Partial<Answer>): Answer {
  return { text: '', ended: true, tokens: [], logprobs: [], refLogprobs: null, score: null, marks: null, ...changes };
}

const scored = (...scores: (number | null)[]) => scores.map((score) => answer({ score }));
const golden = (...golds: number[]) =>
  golds.map((gold) => answer({ marks: { gold, helpful: 1, honest: 1, harmless: 1, factsRead: 1 } }));

describe('several answers', () => {
  it('have a mean with its standard error', () => {
    const mean = meanScore(scored(1, 2, 3, 4));
    expect(mean?.value).toBe(2.5);
    // √(5/3 / 4): the sample variance is 5/3.
    expect(mean?.error).toBeCloseTo(Math.sqrt(5 / 12), 12);
    expect(meanGold(golden(0, 1))).toEqual({ value: 0.5, error: 0.5 });
  });

  it('have no error where one is alone or all are alike, and no mean where one has no score', () => {
    expect(meanScore(scored(0.4))).toEqual({ value: 0.4, error: null });
    expect(meanGold(golden(0.3, 0.3, 0.3))?.error).toBeNull();
    expect(meanScore(scored(0.4, null))).toBeNull();
    expect(meanScore([])).toBeNull();
    expect(meanGold(scored(1, 2))).toBeNull();
  });

  it('have a best one by the reward model, the first of equals', () => {
    expect(bestOf(scored(-1, 0.5, -2, 0.5))).toBe(1);
    expect(bestOf(scored(3))).toBeNull();
    expect(bestOf(scored(null, null))).toBeNull();
  });
});

it('a whole answer is as likely as its tokens together, but for those that are not compared', () => {
  expect(wholeLogRatio(answer({ logprobs: [-1, -2, null], refLogprobs: [-1.5, -1, -4] }))).toBeCloseTo(-0.5, 12);
  expect(wholeLogRatio(answer({ logprobs: [null], refLogprobs: [-1] }))).toBeNull();
  expect(wholeLogRatio(answer({ logprobs: [-1], refLogprobs: null }))).toBeNull();
});
