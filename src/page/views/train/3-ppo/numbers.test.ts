import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MicroStep, TokenTable } from '../../../../protocol/microSteps';
import { numbersOf, valueNumbers } from './numbers';

type Step = Parameters<typeof numbersOf>[0];

/** What a reader sees of the formula: the names of its terms are marks alone. */
function latexOf(step: Step, place: number): string | null {
  let latex = numbersOf(step, place)?.latex ?? null;
  for (let before: string | null = null; before !== latex;) {
    before = latex;
    latex = latex?.replace(/\\data\{term=\w+\}\{([^{}]*)\}/g, '$1') ?? null;
  }
  return latex;
}

const UPDATE = {
  stage: 'ppo',
  kind: 'update',
  update: 1,
  of: 4,
  clipRange: 0.2,
  minibatch: { tokens: [], ratios: [], advantages: [] },
  exampleAt: null,
  numbers: {},
  ptxTexts: [],
} as const satisfies Omit<Extract<MicroStep, { stage: 'ppo'; kind: 'update' }>, 'example'>;

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
    advantages: [null, 0.35, 0.5],
    whitened: [null, -1, 1],
    newValues: [null, 0.2, 0.9],
    ratio: [null, 1.5, 1.1],
  },
};

describe('numbersOf', () => {
  it('puts the score on the last token alone', () => {
    const step = { stage: 'ppo', kind: 'klPenalty', example, score: 0.8, klCoef: 0.2 } as const;
    expect(latexOf(step, 1)).toBe('r_t = -0.20 \\cdot (-0.40 - (-0.90)) = -0.10');
    expect(latexOf(step, 2)).toBe('r_t = -0.20 \\cdot (-0.10 - (-0.10)) + 0.80 = 0.80');
    expect(latexOf(step, 0)).toBeNull();
  });

  it('shows the advantage, and how it is whitened', () => {
    const whitening = { mean: 0.45, deviation: 0.1 };
    const step = { stage: 'ppo', kind: 'advantages', example, gamma: 1, lambda: 0.5, whitening } as const;
    expect(latexOf(step, 1)).toContain('\\delta_t &= -0.10 + 1.00 \\cdot 0.30 - 0.10 = 0.10');
    expect(latexOf(step, 1)).toContain('\\hat A_t &= 0.10 + 0.50 \\cdot 0.50 = 0.35');
    expect(latexOf(step, 1)).toContain(
      '(\\hat A_t - \\text{mean}) \\,/\\, \\text{deviation} &= (0.35 - 0.45) \\,/\\, 0.10 = -1.00',
    );
    const { whitening: _, ...older } = step;
    expect(latexOf(older, 1)).toContain('\\text{deviation} &= -1.00');
    expect(latexOf(step, 2)).toContain('\\delta_t &= 0.80 + 1.00 \\cdot 0.00 - 0.30 = 0.50');
  });

  it('takes the worse of the free and the clipped objective', () => {
    const step = { ...UPDATE, example };
    expect(latexOf(step, 1)).toBe('\\min(1.50 \\cdot (-1.00),\\; 1.20 \\cdot (-1.00)) = -1.50');
    expect(latexOf(step, 2)).toBe('\\min(1.10 \\cdot 1.00,\\; 1.10 \\cdot 1.00) = 1.10');
  });

  it('writes the result as exactly as the ledger', () => {
    expect(numbersOf({ ...UPDATE, example }, 1)?.value).toBe(-1.5);
    expect(numbersOf({ stage: 'ppo', kind: 'klPenalty', example, score: 0.8, klCoef: 0.2 }, 2)?.value).toBe(0.8);
    expect(numbersOf({ stage: 'ppo', kind: 'advantages', example, gamma: 1, lambda: 0.5 }, 1)?.value).toBeCloseTo(0.35);
    expect(valueNumbers({ ...UPDATE, example }, 2)?.value).toBeCloseTo(0.01);
    expect(valueNumbers({ ...UPDATE, example }, 0)).toBeNull();
  });

  it('writes the factors exactly enough for their product', () => {
    const columns = { ratio: [null, 0.9853], whitened: [null, -1.8389] };
    expect(latexOf({ ...UPDATE, example: { tokens: ['hello', 'end'], responseStart: 1, columns } }, 1)).toBe(
      '\\min(0.985 \\cdot (-1.839),\\; 0.985 \\cdot (-1.839)) = -1.81',
    );
  });

  const near = (magnitude: number) => fc.double({ min: -magnitude, max: magnitude, noNaN: true });

  /** The numbers of a formula in the order in which they stand. */
  const numbersIn = (latex: string | null) => (latex?.match(/-?\d+\.\d+/g) ?? []).map(Number);

  /** What a reader gets from the numbers that are written rounds to the result that is written, ties either way. */
  const expectRounded = (computed: number, written: number) =>
    expect(Math.abs(computed - written)).toBeLessThanOrEqual(0.005 + 1e-9);

  it('writes terms that a reader can compute the result from, whatever they are', () => {
    fc.assert(
      fc.property(
        near(8),
        near(8),
        near(8),
        near(4),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (a, b, c, d, share) => {
          const table = (columns: TokenTable['columns']): TokenTable => ({
            tokens: ['p', 'x', 'y'],
            responseStart: 1,
            columns,
          });

          const updated = table({ ratio: [null, share, share], whitened: [null, a, a] });
          const [free, advantage, bound, , objective] = numbersIn(latexOf({ ...UPDATE, example: updated }, 1));
          expectRounded(Math.min(free * advantage, bound * advantage), objective);

          const penalty = { stage: 'ppo', kind: 'klPenalty', score: d, klCoef: share } as const;
          const penalized = table({ logprobs: [null, a, a], refLogprobs: [null, b, b] });
          const [beta, now, reference, score, reward] = numbersIn(latexOf({ ...penalty, example: penalized }, 2));
          expectRounded(beta * (now - reference) + score, reward);

          const step = { stage: 'ppo', kind: 'advantages', gamma: share / 2, lambda: 0.95 } as const;
          const columns = { rewards: [null, a, a], values: [null, b, c], advantages: [null, a, d] };
          const [r, gamma, next, value, delta, ...rest] = numbersIn(latexOf({ ...step, example: table(columns) }, 1));
          expectRounded(r + gamma * next - value, delta);
          expectRounded(rest[0] + rest[1] * rest[2], rest[3]);
        },
      ),
    );
  });
});
