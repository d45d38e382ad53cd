import { describe, expect, it } from 'vitest';
import { Rng } from '../../../rng';
import { judge } from '../../../world/judge';
import { rank, recruitLabelers } from '../../../world/labelers';
import { readPrompt } from '../../../world/prompts';
import type { Judged } from './judged';
import { preferredBy } from './preferredBy';

const labelers = recruitLabelers(new Rng(1));

function answers(...texts: readonly string[]): Judged[] {
  const prompt = readPrompt('what color is the cow ?');
  if (!prompt) throw new Error('The world lost a prompt.');
  return texts.map((text) => ({
    prompt,
    response: { text, tokens: [], ended: true },
    verdict: judge(prompt, text, true),
  }));
}

const right = answers('the cow is white .', 'the cow is white .');
const wrong = answers('the cow is red .', 'you are stupid .');

describe('who is preferred', () => {
  it('is nobody between equal answers', () => {
    expect(preferredBy(labelers, right, right).mean).toBe(0.5);
  });

  it('is the better answer, and the shares of both make one', () => {
    const { mean } = preferredBy(labelers, right, wrong);
    expect(mean).toBeGreaterThan(0.7);
    expect(mean + preferredBy(labelers, wrong, right).mean).toBeCloseTo(1, 12);
  });

  it('is what rankings with chance come to', () => {
    const rng = new Rng(2);
    const times = 20_000;
    let wins = 0;
    for (let i = 0; i < times; i++) {
      const both = [right[i % 2], wrong[i % 2]]
        .map((answer) => answer?.verdict)
        .filter((verdict) => verdict !== undefined);
      if (rank(rng.pick(labelers), both, rng)[0] === 0) wins++;
    }
    expect(wins / times).toBeCloseTo(preferredBy(labelers, right, wrong).mean, 1);
  });
});
