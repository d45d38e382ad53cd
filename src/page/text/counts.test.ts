import { expect, it } from 'vitest';
import { text } from './text';

const { summary } = text.rankings;

it.each([
  [summary.agreement('100 %', '1'), 'in 100 % of 1 comparison;'],
  [summary.agreement('50 %', '2'), 'in 50 % of 2 comparisons;'],
  [summary.ranked(2, true, '100 %', '1'), '2 labelers, you among them: 100 % of 1 comparison alike'],
  [text.effect.moved.sum('everybodys', 1, 1), '1 of 1 favorite answer scores higher'],
  [text.effect.moved.sum('everybodys', 2, 1), '1 of 2 favorite answers scores higher'],
  [text.label.back.withLabelers(1), 'with the 1 simulated labeler'],
  [text.label.back.dots(1), 'each of 1 labeler'],
])('“%s” counts one as one', (sentence, counted) => {
  expect(sentence).toMatch(new RegExp(`${counted}(?!s)`));
});
