import { expect, it } from 'vitest';
import type { LearnedSummary } from '../../store/label/learnedSummary';
import { learnedSentences } from './learnedSentences';

const estimate = (mean: number, error = NaN) => ({ mean, error, prompts: 16 });
const SUMMARY: LearnedSummary = {
  ranked: { prompts: 8, better: 3, worse: 1, alike: 4 },
  others: { prompts: 2, better: 0, worse: 2, alike: 0 },
  answers: 16,
  different: 12,
  longer: -2.14,
  favorites: { prompts: 8, different: 5, without: 1, with: 3 },
  score: estimate(0.314, 0.1),
  gold: estimate(-0.05, 0.04),
};

it('says first where it is better and where worse, on the prompts that were ranked and on others', () => {
  expect(learnedSentences(SUMMARY, 'yours')).toEqual([
    'On your 8 prompts: 3 better, 1 worse, 4 as good. On 2 others: 2 worse. That is by gold, the world judge’s mark, beside the policy without you.',
    'Because of you, 5 of your 8 prompts are answered differently, and 3 with your favorite answer (without you: 1).',
    '12 of 16 answers are different from what they would be without you; they are 2.1 words shorter.',
    'Compared with the policy without you: score +0.31 ± 0.10, gold −0.05 ± 0.04.',
  ]);
});

it('says of imported rankings nothing that is the learner’s, and counts one as one', () => {
  const favorites = { ...SUMMARY.favorites, different: 1 };
  const one = { ...SUMMARY, favorites, different: 1, longer: 0.04, gold: null, score: estimate(0) };
  expect(learnedSentences(one, 'everybodys')).toEqual([
    'Because of these rankings, 1 of 8 ranked prompts is answered differently, and 3 with a favorite answer (without these rankings: 1).',
    '1 of 16 answers is different from what it would be without these rankings; it is as long.',
    'Compared with the policy without these rankings: score 0.00.',
  ]);
});

it('is silent on favorites where none is given, with or without', () => {
  const favorites = { ...SUMMARY.favorites, without: 0, with: 0 };
  expect(learnedSentences({ ...SUMMARY, favorites }, 'yours')[1]).toBe(
    'Because of you, 5 of your 8 prompts are answered differently.',
  );
});

it('says that nothing changed where nothing did', () => {
  const nothing = {
    ...SUMMARY,
    different: 0,
    longer: null,
    favorites: { prompts: 0, different: 0, without: 0, with: 0 },
  };
  expect(learnedSentences(nothing, 'yours')).toEqual([
    'Nothing changed: all 16 answers are what they would be without you.',
  ]);
});

it('leaves out the prompts of a kind that are none', () => {
  const none = { prompts: 0, better: 0, worse: 0, alike: 0 };
  expect(learnedSentences({ ...SUMMARY, ranked: none }, 'yours')[0]).toMatch(/^On 2 others: 2 worse\. That/);
  expect(learnedSentences({ ...SUMMARY, others: none }, 'everybodys')[0]).toMatch(
    /^On 8 ranked prompts: 3 better, 1 worse, 4 as good\. That/,
  );
});
