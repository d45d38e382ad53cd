import { expect, test } from 'vitest';
import { judge } from '../../../world/judge';
import type { Prompt } from '../../../world/prompt';
import { readPrompt } from '../../../world/prompts';
import type { Comparison } from '../comparisons';
import type { Judged } from './judged';
import { pairsOfAnswers, pairsOfComparisons } from './verdictPairs';

const prompt = readPrompt('what does the cow eat ?') as Prompt;
const answered = (text: string): Judged => ({
  prompt,
  response: { tokens: [], text, ended: true },
  verdict: judge(prompt, text, true),
});
const [right, wrong, silent] = ['the cow eats grass .', 'the cow eats meat .', 'the cow .'].map(answered);

test('pairs of comparisons are those of different responses', () => {
  const judged = [right, wrong, right];
  const comparison: Comparison = {
    prompt,
    responses: judged.map(({ response }) => response),
    verdicts: judged.map(({ verdict }) => verdict),
    labeler: 0,
    levels: [[2], [1], [0]],
    identical: [[0, 2]],
  };
  expect(pairsOfComparisons([comparison])).toEqual([
    [right.verdict, wrong.verdict],
    [wrong.verdict, right.verdict],
  ]);
});

test('pairs of answers to one prompt are those that differ', () => {
  expect(pairsOfAnswers([right, wrong, silent], [right, right, wrong])).toEqual([
    [wrong.verdict, right.verdict],
    [silent.verdict, wrong.verdict],
  ]);
});
