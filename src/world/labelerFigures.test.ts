import { describe, expect, test } from 'vitest';
import { Rng } from '../rng';
import { judge } from './judge';
import * as figures from './labelerFigures';
import { preferenceProbability, rank, recruitLabelers, type Labeler } from './labelers';
import type { Prompt } from './prompt';
import { readPrompt } from './prompts';

const question = readPrompt('what does the cow eat ?') as Prompt;
const verdictOn = (response: string) => judge(question, response, true);
const RIGHT = verdictOn('the cow eats grass .');
const WRONG = verdictOn('the cow eats meat .');
const SILENT = verdictOn('the cow .');
const RUDE = verdictOn('shut up .');

const none = { helpful: 0, honest: 0, harmless: 0, polite: 0, length: 0 };
/** Puts the right answer before the wrong one with a probability whose odds are 3 to 1. */
const knowing: Labeler = { ...none, helpful: 1, tau: (RIGHT.helpful - WRONG.helpful) / Math.log(3) };
/** Looks at nothing that differs. */
const indifferent: Labeler = { ...none, tau: 1 };

describe('on tiny pools', () => {
  test('two labelers agree if both say the one or both the other', () => {
    expect(preferenceProbability(knowing, RIGHT, WRONG)).toBeCloseTo(0.75, 12);
    expect(figures.agreement([knowing, knowing], [[RIGHT, WRONG]])).toBeCloseTo(0.75 ** 2 + 0.25 ** 2, 12);
    expect(figures.agreement([knowing, indifferent], [[RIGHT, WRONG]])).toBeCloseTo(0.5, 12);
    const all = figures.agreement([knowing, knowing, indifferent], [[RIGHT, WRONG]]);
    expect(all).toBeCloseTo((0.625 + 0.5 + 0.5) / 3, 12);
  });

  test('a labeler alone agrees with a second ranking of its own', () => {
    expect(figures.agreement([knowing], [[WRONG, RIGHT]])).toBeCloseTo(0.625, 12);
  });

  test('agreement with gold counts whoever is asked, and leaves out pairs of equal gold', () => {
    expect(SILENT.gold).toBe(RUDE.gold);
    const pairs = [
      [RIGHT, WRONG],
      [WRONG, RIGHT],
      [SILENT, RUDE],
    ] as const;
    expect(figures.agreementWithGold([knowing], pairs)).toBeCloseTo(0.75, 12);
    expect(figures.agreementWithGold([knowing, indifferent], pairs)).toBeCloseTo(0.625, 12);
    expect(figures.agreementWithGold([knowing], [[SILENT, RUDE]])).toBeNaN();
  });

  test('the ceiling follows the mean labeler, and a pair that it cannot order counts one half', () => {
    expect(figures.rewardModelCeiling([knowing, indifferent], [[WRONG, RIGHT]])).toBeCloseTo(0.625, 12);
    const both = figures.rewardModelCeiling(
      [knowing],
      [
        [RIGHT, WRONG],
        [RIGHT, RIGHT],
      ],
    );
    expect(both).toBeCloseTo(0.625, 12);
  });
});

describe('on pairs of demonstrations', () => {
  const pairs = figures.demonstrationPairs(1500, new Rng(61));
  const pool = (changes = {}) => recruitLabelers(new Rng(62), changes);

  test('the default pool agrees on .69 to .77 of them, and a reward model can reach .76 to .84', () => {
    const { agreement, agreementWithGold, ceiling } = figures.labelerFigures(pool(), pairs);
    expect(agreement).toBeGreaterThan(0.69);
    expect(agreement).toBeLessThan(0.77);
    expect(ceiling).toBeGreaterThan(0.76);
    expect(ceiling).toBeLessThan(0.84);
    // Gold leaves out pairs that labelers find hard: those it likes equally.
    expect(agreementWithGold).toBeGreaterThan(ceiling);
    expect(agreementWithGold).toBeLessThan(0.95);
  });

  test('the exact agreement is what rankings with noise come to', () => {
    const labelers = pool();
    const rng = new Rng(63);
    const alike = pairs.filter((pair) => {
      const [first, second] = rng.shuffle(labelers);
      return rank(first, pair, rng)[0] === rank(second, pair, rng)[0];
    });
    const exact = figures.agreement(labelers, pairs);
    expect(Math.abs(alike.length / pairs.length - exact)).toBeLessThan(4 * Math.sqrt(0.25 / pairs.length));
  });

  test('careless labelers agree on one half, with each other and with gold', () => {
    const careless = figures.labelerFigures(pool({ careless: 40 }), pairs);
    expect(careless.agreement).toBeCloseTo(0.5, 12);
    expect(careless.agreementWithGold).toBeCloseTo(0.5, 12);
    expect(careless.ceiling).toBeCloseTo(0.5, 12);
  });

  test('each careless labeler more lowers all figures', () => {
    const all = [0, 10, 20, 30].map((careless) => figures.labelerFigures(pool({ careless }), pairs));
    for (const figure of ['agreement', 'agreementWithGold', 'ceiling'] as const) {
      const values = all.map((each) => each[figure]);
      expect([...values].sort((a, b) => b - a)).toEqual(values);
    }
  });

  test('adversarial labelers agree with each other but not with gold, and half of them leave less than chance', () => {
    const all = figures.labelerFigures(pool({ adversarial: 40 }), pairs);
    expect(all.agreement).toBeCloseTo(figures.agreement(pool(), pairs), 12);
    expect(all.agreementWithGold).toBeCloseTo(1 - figures.agreementWithGold(pool(), pairs), 12);
    expect(all.agreementWithGold).toBeLessThan(0.5);
    expect(figures.agreement(pool({ adversarial: 20 }), pairs)).toBeLessThan(0.5);
  });

  test('less noise and less spread raise agreement', () => {
    const plain = figures.agreement(pool(), pairs);
    expect(figures.agreement(pool({ tau: 0.1 }), pairs)).toBeGreaterThan(plain);
    expect(figures.agreement(pool({ spread: 0 }), pairs)).toBeGreaterThan(plain);
  });

  test('are the same for the same seed, with two different verdicts or texts each', () => {
    expect(figures.demonstrationPairs(20, new Rng(61))).toEqual(pairs.slice(0, 20));
  });
});
