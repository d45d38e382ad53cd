import { expect, it } from 'vitest';
import { isTerm, linesOf, term, TERMS, termsOf } from './terms';

it('finds the terms of a formula, each once and in order', () => {
  const latex = `\\min(${term('ratio', '\\rho_t')} ${term('advantages', '\\hat A_t')}, ${term('ratio', '\\rho_t')})`;
  expect(termsOf(latex)).toEqual(['ratio', 'advantages']);
  expect(termsOf('x \\sim D')).toEqual([]);
});

it('takes no other word for a term', () => {
  for (const key of Object.keys(TERMS)) expect(isTerm(key)).toBe(true);
  expect(isTerm('nothing')).toBe(false);
  expect(isTerm('toString')).toBe(false);
});

it('lights lines by whole names alone', () => {
  const lines = ['const delta = r + gamma * v;', 'let gammas = 2;', 'return gamma;'];
  expect(linesOf('gamma', lines)).toEqual([0, 2]);
  expect(linesOf('deltas', lines)).toEqual([0]);
});
