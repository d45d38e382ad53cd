import { expect, it } from 'vitest';
import type { LearnedSummary } from '../../store/label/learnedSummary';
import { learnedSentences } from './learnedSentences';

const estimate = (mean: number, error = NaN) => ({ mean, error, prompts: 16 });
const SUMMARY: LearnedSummary = {
  answers: 16,
  different: 12,
  longer: -2.14,
  favorites: { prompts: 8, before: 1, without: 1, with: 3 },
  score: estimate(0.314, 0.1),
  gold: estimate(-0.05, 0.04),
};

it('says what changed with its numbers first', () => {
  expect(learnedSentences(SUMMARY, 'yours')).toEqual([
    '12 of 16 answers are different from what they would be without you; they are 2.1 words shorter.',
    'Your favorite answer is now given to 3 of 8 ranked prompts (without you: 1).',
    'Compared with the policy without you: score +0.31 ± 0.10, gold −0.05 ± 0.04.',
  ]);
});

it('says of imported rankings nothing that is the learner’s, and counts one as one', () => {
  const one = { ...SUMMARY, different: 1, longer: 0.04, gold: null, score: estimate(0) };
  expect(learnedSentences(one, 'everybodys')).toEqual([
    '1 of 16 answers is different from what it would be without these rankings; it is as long.',
    'A favorite answer is now given to 3 of 8 ranked prompts (without these rankings: 1).',
    'Compared with the policy without these rankings: score 0.00.',
  ]);
});

it('says that nothing changed where nothing did', () => {
  const nothing = { ...SUMMARY, different: 0, longer: null, favorites: { prompts: 0, before: 0, without: 0, with: 0 } };
  expect(learnedSentences(nothing, 'yours')).toEqual([
    'Nothing changed: all 16 answers are what they would be without you.',
  ]);
});
