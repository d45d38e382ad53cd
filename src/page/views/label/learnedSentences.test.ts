import { expect, it } from 'vitest';
import type { LearnedSummary } from '../../store/label/learnedSummary';
import type { MovedCounts } from '../../store/label/movedPrompts';
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

const MOVED: MovedCounts = { favorites: 3, higher: 2, firstWithout: 1, firstWith: 2 };

it('says first what the rankings did in their own measure, then where gold is better and where worse', () => {
  expect(learnedSentences(SUMMARY, 'yours', MOVED)).toEqual({
    own: '2 of 3 of your favorite answers score higher because of you. Because of you, 5 of your 8 prompts are answered differently, and 3 with your favorite answer (without you: 1).',
    gold: 'By gold, the world judge’s mark, which nobody trained on, beside the policy without you: on your 8 prompts 3 better, 1 worse, 4 as good; on 2 others 2 worse.',
    numbers: [
      '12 of 16 answers are different from what they would be without you; they are 2.1 words shorter.',
      'Compared with the policy without you: score +0.31 ± 0.10, gold −0.05 ± 0.04.',
    ],
  });
});

it('says of imported rankings nothing that is the learner’s, and counts one as one', () => {
  const favorites = { ...SUMMARY.favorites, different: 1 };
  const one = { ...SUMMARY, favorites, different: 1, longer: 0.04, gold: null, score: estimate(0) };
  expect(learnedSentences(one, 'everybodys', null)).toEqual({
    own: 'Because of these rankings, 1 of 8 ranked prompts is answered differently, and 3 with a favorite answer (without these rankings: 1).',
    gold: null,
    numbers: [
      '1 of 16 answers is different from what it would be without these rankings; it is as long.',
      'Compared with the policy without these rankings: score 0.00.',
    ],
  });
});

it('is silent on favorites where none is given, with or without', () => {
  const favorites = { ...SUMMARY.favorites, without: 0, with: 0 };
  expect(learnedSentences({ ...SUMMARY, favorites }, 'yours', null).own).toBe(
    'Because of you, 5 of your 8 prompts are answered differently.',
  );
});

it('counts all answers, once, where no ranked prompt was asked', () => {
  const favorites = { prompts: 0, different: 0, without: 0, with: 0 };
  const { own, numbers } = learnedSentences({ ...SUMMARY, favorites }, 'yours', null);
  expect(own).toMatch(/^12 of 16 answers are different/);
  expect(numbers).toHaveLength(1);
});

it('says that no answer changed where none did, though scores did', () => {
  const nothing = {
    ...SUMMARY,
    different: 0,
    longer: null,
    favorites: { prompts: 0, different: 0, without: 0, with: 0 },
  };
  expect(learnedSentences(nothing, 'yours', MOVED)).toEqual({
    own: '2 of 3 of your favorite answers score higher because of you. No answer changed: all 16 answers are what they would be without you.',
    gold: null,
    numbers: [],
  });
});

it('leaves out the prompts of a kind that are none', () => {
  const none = { prompts: 0, better: 0, worse: 0, alike: 0 };
  expect(learnedSentences({ ...SUMMARY, ranked: none }, 'yours', null).gold).toMatch(/: on 2 others 2 worse\.$/);
  expect(learnedSentences({ ...SUMMARY, others: none }, 'everybodys', null).gold).toMatch(
    /: on 8 ranked prompts 3 better, 1 worse, 4 as good\.$/,
  );
});
