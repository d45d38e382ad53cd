import { describe, expect, it } from 'vitest';
import type { RankedResponses } from '../../rlhf/comparisons';
import { responseOf } from '../../rlhf/respond';
import { accuracyOf, type Scored } from './accuracy';

/** Two answers to each prompt, the first ranked best. */
const comparison = (prompt: string): RankedResponses => ({
  prompt: { text: prompt },
  responses: ['the owl .', 'the bee .'].map(responseOf),
  levels: [[0], [1]],
});

function scored(prompts: readonly string[], right: readonly boolean[]): Scored {
  const scores = Float32Array.from(right.flatMap((each) => (each ? [1, 0] : [0, 1])));
  return { comparisons: prompts.map(comparison), scores, width: 2 };
}

describe('pair accuracy', () => {
  it('is the share of pairs in their order; one prompt tells no error', () => {
    expect(accuracyOf(scored(['hello', 'thank you !'], [true, false]))?.value).toBe(0.5);
    expect(accuracyOf(scored(['hello', 'hello'], [true, false]))).toEqual({ value: 0.5, error: null });
    expect(accuracyOf(null)).toBeNull();
  });

  it('is no surer for three people who rank the answers of the same prompts alike', () => {
    const prompts = ['hello', 'thank you !', 'who are you ?'];
    const right = [true, false, true];
    const one = accuracyOf(scored(prompts, right));
    const three = accuracyOf(scored([...prompts, ...prompts, ...prompts], [...right, ...right, ...right]));
    // √(3/2 · ((1/3)² + (2/3)² + (1/3)²)) / 3
    expect(one?.error).toBeCloseTo(1 / 3, 10);
    expect(three?.value).toBeCloseTo(one?.value ?? NaN, 10);
    expect(three?.error).toBeCloseTo(one?.error ?? NaN, 10);
  });

  it('of two models differs pair by pair', () => {
    const prompts = ['hello', 'thank you !'];
    const both = accuracyOf(scored(prompts, [true, true]), scored(prompts, [true, false]));
    expect(both?.value).toBe(0.5);
    expect(accuracyOf(scored(prompts, [true, true]), scored(prompts, [true, true]))).toMatchObject({ value: 0 });
  });
});
