import { expect, it } from 'vitest';
import type { OwnRanking } from '../../../protocol/label';
import { favoritesOf } from './favorites';

const ranking = (prompt: string, best: readonly string[], who?: string): OwnRanking => ({
  id: `${prompt} ${who ?? 'me'}`,
  prompt,
  ...(who !== undefined && { file: { name: who, digest: who } }),
  responses: [...best, 'worse'].map((text) => ({ text, from: 'policy', quality: null, flags: [] })),
  levels: [best.map((_, i) => i), [best.length]],
});

it('favorites are those of all who ranked, marked as the learner’s and as others’, those of most first', () => {
  const own = [ranking('one', ['a']), ranking('two', ['b'])];
  const mia = [ranking('one', ['a'], 'mia'), ranking('two', ['c', 'd'], 'mia')];
  const ben = [ranking('two', ['c'], 'ben')];
  expect([...favoritesOf([...own, ...mia, ...ben])]).toEqual([
    ['one', [{ text: 'a', mine: true, others: 1 }]],
    [
      'two',
      [
        { text: 'c', mine: false, others: 2 },
        { text: 'b', mine: true, others: 0 },
        { text: 'd', mine: false, others: 1 },
      ],
    ],
  ]);
  expect([...favoritesOf(mia)].map(([prompt]) => prompt)).toEqual(['one', 'two']);
});

it('nothing is the favorite of whoever holds all answers for equally good', () => {
  expect(favoritesOf([{ ...ranking('one', ['a']), levels: [[0, 1]] }]).size).toBe(0);
});
