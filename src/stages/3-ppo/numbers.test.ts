import { describe, expect, it } from 'vitest';
import type { TokenTable } from '../../protocol';
import { numbersOf } from './numbers';

/** Two response tokens; γ = 1, λ = 0.5; δ = (0.1, 0.5), Â = (0.35, 0.5). */
const example: TokenTable = {
  tokens: ['hello', 'the', 'end'],
  responseStart: 1,
  columns: {
    logprobs: [null, -0.4, -0.1],
    refLogprobs: [null, -0.9, -0.1],
    rewards: [null, -0.1, 0.8],
    values: [null, 0.1, 0.3],
    returns: [null, 0.45, 0.8],
    advantages: [null, -1, 1],
    ratio: [null, 1.5, 1.1],
  },
};

describe('numbersOf', () => {
  it('puts the score on the last token alone', () => {
    const step = { stage: 'ppo', kind: 'klPenalty', example, score: 0.8, klCoef: 0.2 } as const;
    expect(numbersOf(step, 1)).toBe('r_t = -0.20 \\cdot (-0.40 - (-0.90)) = -0.10');
    expect(numbersOf(step, 2)).toBe('r_t = -0.20 \\cdot (-0.10 - (-0.10)) + 0.80 = 0.80');
    expect(numbersOf(step, 0)).toBeNull();
  });

  it('shows the advantage before and after whitening', () => {
    const step = { stage: 'ppo', kind: 'advantages', example, gamma: 1, lambda: 0.5 } as const;
    expect(numbersOf(step, 1)).toContain('\\delta_t &= -0.10 + 1.00 \\cdot 0.30 - 0.10 = 0.10');
    expect(numbersOf(step, 1)).toContain('\\hat A_t &= 0.10 + 0.50 \\cdot 0.50 = 0.35 \\;\\to\\; -1.00');
    expect(numbersOf(step, 2)).toContain('\\delta_t &= 0.80 + 1.00 \\cdot 0.00 - 0.30 = 0.50');
  });

  it('takes the worse of the free and the clipped objective', () => {
    const step = { stage: 'ppo', kind: 'update', example, update: 1, of: 4, clipRange: 0.2 } as const;
    expect(numbersOf(step, 1)).toBe('\\min(1.50 \\cdot (-1.00),\\; 1.20 \\cdot (-1.00)) = -1.50');
    expect(numbersOf(step, 2)).toBe('\\min(1.10 \\cdot 1.00,\\; 1.10 \\cdot 1.00) = 1.10');
  });
});
