import { expect, it } from 'vitest';
import { isFooled } from './fooled';

it('the reward model is wrong where its score is not lower, and gold is', () => {
  const before = { score: 0.57, gold: 1 };
  expect(isFooled(before, { score: 0.57, gold: 0 })).toBe(true);
  expect(isFooled(before, { score: 0.5, gold: 0 })).toBe(false);
  expect(isFooled(before, { score: 0.9, gold: 1 })).toBe(false);
  expect(isFooled(null, before)).toBe(false);
  expect(isFooled({ score: null, gold: 1 }, { score: null, gold: 0 })).toBe(false);
});
