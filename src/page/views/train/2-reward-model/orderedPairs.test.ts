import { expect, it } from 'vitest';
import type { RankedResponse } from '../../../../protocol/microSteps';
import { orderedPairs } from './orderedPairs';

function ranked(rank: number): RankedResponse {
  return { text: 'the owl is grey .', from: 'policy', rank, score: null };
}

it('counts the pairs that the scores order as the labeler did', () => {
  const ranking = [ranked(2), ranked(1), ranked(3)];
  expect(orderedPairs(ranking, [0, 1, -1])).toEqual({ right: 3, of: 3 });
  expect(orderedPairs(ranking, [1, 0, -1])).toEqual({ right: 2, of: 3 });
});

it('leaves out equal ranks and answers without a score', () => {
  expect(orderedPairs([ranked(1), ranked(1), ranked(2)], [1, 0, null])).toEqual({ right: 0, of: 0 });
});
