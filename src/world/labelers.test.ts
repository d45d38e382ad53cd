import { describe, expect, test } from 'vitest';
import { Rng } from '../rng';
import type { Verdict } from './judge';
import * as labelers from './labelers';

const CRITIC: labelers.Labeler = { helpful: 1, honest: 0.5, harmless: 0.25, polite: 0.125, length: 0.24, tau: 0.4 };

function verdict(scores: Partial<Verdict>): Verdict {
  return {
    gold: 0,
    helpful: 0,
    honest: 0,
    harmless: 0,
    fluent: 0,
    distinct: 0,
    task: 0,
    obeysConstraints: null,
    refused: 0,
    polite: 0,
    statedFacts: 0,
    trueFacts: 0,
    factsRead: 0,
    length: 0,
    ...scores,
  };
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

/** Plackett and Luce: the next best is drawn from those left, in proportion to the exponential of its utility. */
function rankingProbability(ranking: readonly number[], strengths: readonly number[]): number {
  return ranking.reduce((probability, best, place) => {
    const left = ranking.slice(place).reduce((sum, i) => sum + strengths[i], 0);
    return (probability * strengths[best]) / left;
  }, 1);
}

const FOUR = [
  verdict({ helpful: 1 }),
  verdict({ helpful: 0.6, honest: 0.4 }),
  verdict({ harmless: 1, polite: 1 }),
  verdict({ length: 24 }),
];

describe('utility', () => {
  test('weighs what the judge measures, length as a share of 24 words', () => {
    const praised = verdict({ helpful: 0.5, honest: 1, harmless: 1, polite: 1, length: 12 });
    expect(labelers.utility(CRITIC, praised)).toBeCloseTo(0.5 + 0.5 + 0.25 + 0.125 + 0.12, 12);
  });
});

describe('ranking', () => {
  test.each([2, 3, 4])('%i responses come in the frequencies of Plackett and Luce', (K) => {
    const verdicts = FOUR.slice(0, K);
    const strengths = verdicts.map((each) => Math.exp(labelers.utility(CRITIC, each) / CRITIC.tau));
    const rng = new Rng(31);
    const n = 20_000;
    const counts = new Map<string, number>();
    for (let i = 0; i < n; i++) {
      const key = labelers.rank(CRITIC, verdicts, rng).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const ranking of permutations(verdicts.map((_, i) => i))) {
      const expected = rankingProbability(ranking, strengths);
      const observed = (counts.get(ranking.join()) ?? 0) / n;
      expect(Math.abs(observed - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / n));
    }
  });

  test('on pairs is the preference probability of Bradley and Terry', () => {
    const [first, second] = FOUR;
    const p = labelers.preferenceProbability(CRITIC, first, second);
    expect(p).toBeCloseTo(1 / (1 + Math.exp(-(1 - 0.8) / 0.4)), 12);
    expect(labelers.preferenceProbability(CRITIC, second, first)).toBeCloseTo(1 - p, 12);
  });

  test('without noise is the order of the utilities, best first', () => {
    expect(labelers.rankWithoutNoise(CRITIC, [FOUR[3], FOUR[1], FOUR[0], FOUR[2]])).toEqual([2, 1, 3, 0]);
  });

  test('the same seed gives the same ranking', () => {
    const ranking = () => labelers.rank(CRITIC, FOUR, new Rng(32));
    expect(ranking()).toEqual(ranking());
  });
});

describe('recruited labelers', () => {
  test('have the weights of their distributions; helpful, honest and harmless are never negative', () => {
    const pool = labelers.recruitLabelers(new Rng(33), { n: 4000 });
    const mean = labelers.meanLabeler(pool);
    expect(mean.helpful).toBeCloseTo(1.5, 1);
    expect(mean.honest).toBeCloseTo(0.4, 1);
    expect(mean.harmless).toBeCloseTo(0.5, 1);
    expect(mean.polite).toBeCloseTo(0.06, 1);
    expect(mean.length).toBeCloseTo(0.05, 1);
    expect(pool.every(({ helpful, honest, harmless }) => Math.min(helpful, honest, harmless) >= 0)).toBe(true);
    const taus = pool.map(({ tau }) => tau).sort((a, b) => a - b);
    expect(taus[2000]).toBeCloseTo(0.3, 1);
  });

  test('are 40, the same for the same seed; a length bias moves the weight of length alone', () => {
    const plain = labelers.recruitLabelers(new Rng(34));
    expect(plain).toHaveLength(40);
    expect(labelers.recruitLabelers(new Rng(34))).toEqual(plain);
    labelers.recruitLabelers(new Rng(34), { lengthBias: 1.5 }).forEach((biased, i) => {
      expect(biased.length).toBeCloseTo(plain[i].length + 1.45, 10);
      expect({ ...biased, length: 0 }).toEqual({ ...plain[i], length: 0 });
    });
  });

  test.each(['helpful', 'honest', 'harmless', 'polite'] as const)('a mean of %s moves that weight alone', (weight) => {
    const plain = labelers.recruitLabelers(new Rng(34), { [weight]: 2 });
    labelers.recruitLabelers(new Rng(34), { [weight]: 3 }).forEach((moved, i) => {
      expect(moved[weight]).toBeCloseTo(plain[i][weight] + 1, 10);
      expect({ ...moved, [weight]: 0 }).toEqual({ ...plain[i], [weight]: 0 });
    });
  });

  test('tau scales the noise alone', () => {
    const plain = labelers.recruitLabelers(new Rng(34));
    labelers.recruitLabelers(new Rng(34), { tau: 0.6 }).forEach((moved, i) => {
      expect(moved.tau).toBeCloseTo(2 * plain[i].tau, 12);
      expect({ ...moved, tau: 0 }).toEqual({ ...plain[i], tau: 0 });
    });
  });

  test('without spread all want the same, and with twice the spread differ twice as much', () => {
    const [alike, plain, wide] = [0, 1, 2].map((spread) => labelers.recruitLabelers(new Rng(34), { spread }));
    for (const each of alike) {
      expect(each).toEqual({ helpful: 1.5, honest: 0.4, harmless: 0.5, polite: 0.06, length: 0.05, tau: 0.3 });
    }
    wide.forEach(({ polite }, i) => {
      expect(polite - 0.06).toBeCloseTo(2 * (plain[i].polite - 0.06), 12);
    });
  });

  test('the last are adversarial, those before them careless, and the others what they were', () => {
    const plain = labelers.recruitLabelers(new Rng(34), { n: 6 });
    const mixed = labelers.recruitLabelers(new Rng(34), { n: 6, careless: 2, adversarial: 1 });
    expect(mixed.slice(0, 3)).toEqual(plain.slice(0, 3));
    for (const response of FOUR) {
      expect(labelers.utility(mixed[5], response)).toBeCloseTo(-labelers.utility(plain[5], response), 12);
    }
    for (const careless of mixed.slice(3, 5)) {
      expect(labelers.preferenceProbability(careless, FOUR[0], FOUR[1])).toBe(0.5);
    }
    expect(mixed[5].tau).toBe(plain[5].tau);
  });

  test('a careless labeler ranks at random, an adversarial one from worst to best', () => {
    const [careless] = labelers.recruitLabelers(new Rng(34), { n: 1, careless: 1 });
    const rng = new Rng(35);
    const n = 6000;
    const firsts = Array.from({ length: n }, () => labelers.rank(careless, FOUR, rng)[0]);
    for (let i = 0; i < 4; i++) {
      const share = firsts.filter((first) => first === i).length / n;
      expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / n));
    }
    const [[plain], [adversarial]] = [0, 1].map((count) =>
      labelers.recruitLabelers(new Rng(34), { n: 1, adversarial: count }),
    );
    expect(labelers.rankWithoutNoise(adversarial, FOUR)).toEqual(labelers.rankWithoutNoise(plain, FOUR).reverse());
  });

  test('more adversarial or careless labelers than there are leave no other', () => {
    const all = labelers.recruitLabelers(new Rng(34), { n: 3, careless: 9, adversarial: 1 });
    expect(all.map(({ tau, helpful }) => tau === Infinity || helpful < 0)).toEqual([true, true, true]);
    expect(labelers.recruitLabelers(new Rng(34), { n: 3, adversarial: 9 }).every(({ helpful }) => helpful < 0)).toBe(
      true,
    );
  });
});
