import fc from 'fast-check';
import { expect, it } from 'vitest';
import { meanPairLoss, pairTerms } from './pairTerms';

const PAIRS = [
  { better: 0, worse: 1 },
  { better: 0, worse: 2 },
  { better: 1, worse: 2 },
];

it('asks for nothing more where the lead is large, and for log 2 where there is none', () => {
  const terms = pairTerms(PAIRS, [0, 0, -40]);
  expect(terms.map(({ margin }) => margin)).toEqual([0, 40, 40]);
  expect(terms[0].loss).toBeCloseTo(Math.LN2, 12);
  expect(terms[0].preference).toBeCloseTo(0.5, 12);
  expect(terms[1].loss).toBeLessThan(1e-15);
  expect(meanPairLoss(terms)).toBeCloseTo(Math.LN2 / 3, 12);
});

it('leaves out pairs with an answer that has no score', () => {
  expect(pairTerms(PAIRS, [1, null, 0]).map(({ better, worse }) => [better, worse])).toEqual([[0, 2]]);
});

it('agrees with −log σ, whichever way the scores stand, and stays finite', () => {
  const score = fc.double({ min: -300, max: 300, noNaN: true });
  fc.assert(
    fc.property(score, score, (a, b) => {
      const [{ margin, preference, loss }] = pairTerms([{ better: 0, worse: 1 }], [a, b]);
      expect(margin).toBe(a - b);
      expect(Number.isFinite(loss)).toBe(true);
      if (Math.abs(margin) < 30) {
        expect(preference).toBeCloseTo(1 / (1 + Math.exp(-margin)), 12);
        expect(loss).toBeCloseTo(-Math.log(preference), 9);
      }
    }),
  );
});
