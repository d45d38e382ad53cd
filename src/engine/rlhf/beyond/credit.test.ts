import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Interval } from '../../../protocol/feedback';
import { creditedLabels, credits, HUMAN_DELAY } from './credit';

/** Steps of those lengths, one after the other. */
function inARow(lengths: readonly number[]): Interval[] {
  const ends = lengths.map((_, i) => lengths.slice(0, i + 1).reduce((sum, length) => sum + length, 0));
  return ends.map((end, i) => ({ start: i === 0 ? 0 : ends[i - 1], end }));
}

const close = (numbers: ArrayLike<number>, expected: readonly number[]) => {
  expect(numbers).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(numbers[i]).toBeCloseTo(value, 6));
};

describe('the credit of a press', () => {
  const steps = inARow([0.3, 0.3, 0.3, 0.3]);

  test('is the share of the 0.6 s that end 0.2 s before it', () => {
    close(credits(steps, 1.4, HUMAN_DELAY), [0, 0, 0.5, 0.5]); // 0.6 to 1.2
    close(credits(steps, 1.25, HUMAN_DELAY), [0, 0.25, 0.5, 0.25]); // 0.45 to 1.05
  });

  test('goes to no step that appeared less than 0.2 s or vanished more than 0.8 s before', () => {
    expect(credits(steps, 0.2, HUMAN_DELAY)).toEqual([0, 0, 0, 0]);
    close(credits(steps, 0.35, HUMAN_DELAY), [0.25, 0, 0, 0]); // most of the window lies before the first step
    close(credits(steps, 1.7, HUMAN_DELAY), [0, 0, 0, 0.5]); // 0.9 to 1.5
    expect(credits(steps, 2, HUMAN_DELAY)).toEqual([0, 0, 0, 0]);
  });

  test('is whole when the window lies within one step', () => {
    close(credits([{ start: 0, end: 5 }], 3, HUMAN_DELAY), [1]);
  });

  test('is lost in the gaps between steps', () => {
    const gap = [steps[0], steps[3]];
    close(credits(gap, 1.4, HUMAN_DELAY), [0, 0.5]);
  });

  test('adds up to 1 over steps that cover the window without a gap', () => {
    const lengths = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const delay = fc.double({ min: 0, max: 2, noNaN: true });
    fc.assert(
      fc.property(lengths, share, share, delay, (given, ofWindow, ofTime, creditDelay) => {
        const shown = inARow(given);
        const whole = shown[shown.length - 1].end;
        const creditWindow = Math.max(0.01, ofWindow * whole);
        const time = creditDelay + creditWindow + ofTime * (whole - creditWindow);
        const shares = credits(shown, time, { creditDelay, creditWindow });
        expect(shares.reduce((sum, credit) => sum + credit, 0)).toBeCloseTo(1, 6);
        for (const credit of shares) expect(credit).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('the labels of steps', () => {
  const steps = inARow([0.3, 0.3, 0.3, 0.3]);

  test('sum up what the presses say of each', () => {
    const good = { rating: 1, time: 1.4 } as const;
    const bad = { rating: -1, time: 1.1 } as const; // 0.3 to 0.9
    close(creditedLabels(steps, [good, bad], HUMAN_DELAY), [0, -0.5, 0, 0.5]);
    close(creditedLabels(steps, [good, good], HUMAN_DELAY), [0, 0, 1, 1]);
  });

  test('are 0 without a press', () => {
    expect([...creditedLabels(steps, [], HUMAN_DELAY)]).toEqual([0, 0, 0, 0]);
  });
});
