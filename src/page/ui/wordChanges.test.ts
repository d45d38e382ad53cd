import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordChanges } from './wordChanges';

const changedIn = (before: string, now: string) =>
  wordChanges(before, now)
    .filter(({ changed }) => changed)
    .map(({ word }) => word);

const text = fc
  .array(fc.constantFrom('the', 'owl', 'eats', 'mice', '.'), { maxLength: 12 })
  .map((all) => all.join(' '));

describe('the words that changed', () => {
  it('are none where the answer is the same, and all where there was none', () => {
    expect(changedIn('the owl eats mice .', 'the owl eats mice .')).toEqual([]);
    expect(changedIn('', 'the owl .')).toEqual(['the', 'owl', '.']);
    expect(wordChanges('the owl .', '')).toEqual([]);
  });

  it('are those that were put in or in place of others; what only went leaves no mark', () => {
    expect(changedIn('the owl is grey .', 'the owl is brown .')).toEqual(['brown']);
    expect(changedIn('the owl .', 'once there was the owl .')).toEqual(['once', 'there', 'was']);
    expect(changedIn('the small grey owl .', 'the owl .')).toEqual([]);
    expect(changedIn('a b c d', 'b c a d')).toEqual(['a']);
  });

  it('are all where there are too many to compare, at once', () => {
    const long = 'owl '.repeat(100_000);
    const begun = performance.now();
    expect(wordChanges(long, long).every(({ changed }) => changed)).toBe(true);
    expect(changedIn('owl '.repeat(501), 'owl')).toEqual(['owl']);
    expect(changedIn('owl '.repeat(500), 'owl')).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('leave a longest common subsequence, in the order of both', () => {
    const longest = (a: readonly string[], b: readonly string[]): number => {
      if (a.length === 0 || b.length === 0) return 0;
      if (a[0] === b[0]) return 1 + longest(a.slice(1), b.slice(1));
      return Math.max(longest(a.slice(1), b), longest(a, b.slice(1)));
    };
    const words = (all: string) => all.split(' ').filter((word) => word !== '');
    const short = text.map((all) => words(all).slice(0, 7).join(' '));
    fc.assert(
      fc.property(short, short, (before, now) => {
        const changes = wordChanges(before, now);
        expect(changes.map(({ word }) => word)).toEqual(words(now));
        const same = changes.flatMap(({ word, changed }) => (changed ? [] : [word]));
        expect(same).toHaveLength(longest(words(before), words(now)));
        let at = 0;
        const old = words(before);
        for (const word of same) {
          at = old.indexOf(word, at) + 1;
          expect(at).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
