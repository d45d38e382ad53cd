import { expect, it } from 'vitest';
import { headsOf } from './heads';

it('heads come layer by layer, each with the token that it looks at most', () => {
  const weights = [
    [
      [0.1, 0.9],
      [0.7, 0.3],
    ],
    [
      [0.5, 0.5],
      [0, 1],
    ],
  ];
  const heads = headsOf({ tokens: ['hello', '!'], responseStart: 2, weights });
  expect(heads.map(({ layer, head, most }) => [layer, head, most])).toEqual([
    [1, 1, 1],
    [1, 2, 0],
    [2, 1, 0],
    [2, 2, 1],
  ]);
  expect(heads[2]?.shares).toEqual([0.5, 0.5]);
});
