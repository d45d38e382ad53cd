import { describe, expect, test } from 'vitest';
import { judge, type Verdict } from '../world/judge';
import { ALL_PROMPTS } from '../world/prompts';
import { marks, winRate, type Judged } from './evaluate';

const [first, second] = ALL_PROMPTS;

function judgedWith(gold: number, prompt = first): Judged {
  const verdict: Verdict = { ...judge(prompt, 'hello !', true), gold };
  return { prompt, response: { tokens: [], text: '', ended: true }, verdict };
}

describe('marks', () => {
  test('gold is the mean over all answers', () => {
    expect(marks([judgedWith(0), judgedWith(1), judgedWith(0.5, second)]).gold).toBeCloseTo(0.5, 12);
  });

  test('answers to different prompts have the standard error of a mean', () => {
    const golds = ALL_PROMPTS.slice(0, 50).map((prompt, i) => judgedWith(i % 2, prompt));
    expect(marks(golds).goldError).toBeCloseTo(Math.sqrt((0.25 * 50) / 49 / 50), 12);
  });

  test('the same answer given again tells nothing new: the error does not shrink', () => {
    const once = ALL_PROMPTS.slice(0, 50).map((prompt, i) => judgedWith(i % 2, prompt));
    const again = [...once, ...once, ...once];
    expect(marks(again).goldError).toBeCloseTo(marks(once).goldError, 12);
  });

  test('a win counts one, a tie one half, answer by answer', () => {
    const mine = [1, 0.5, 0.2, 0.2].map((gold) => judgedWith(gold));
    const theirs = [0.5, 0.5, 0.8, 0.1].map((gold) => judgedWith(gold));
    expect(winRate(mine, theirs)).toBe(2.5 / 4);
  });
});
