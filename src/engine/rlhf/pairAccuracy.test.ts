import { describe, expect, test } from 'vitest';
import { judge } from '../../world/judge';
import { ALL_PROMPTS } from '../../world/prompts';
import { inLevels } from './pairwiseLoss';
import { evenSequences, type Comparison } from './comparisons';
import { pairAccuracy } from './rewardModel';

function ranked(p: number, order: readonly number[], identical: Comparison['identical'] = []): Comparison {
  const prompt = ALL_PROMPTS[p];
  const response = { tokens: [], text: '', ended: true };
  const responses = order.map(() => response);
  const verdicts = order.map(() => judge(prompt, '', true));
  return { prompt, responses, verdicts, labeler: 0, levels: inLevels(order), identical };
}

describe('the accuracy of a reward model', () => {
  test('is the share of pairs, with an error over prompts, whose pairs stand and fall together', () => {
    const comparisons = [ranked(0, [0, 1, 2]), ranked(1, [2, 1, 0])];
    // The first ranking's three pairs are all right; of the second's, one.
    const { mean, error, prompts } = pairAccuracy(comparisons, Float32Array.of(3, 2, 1, 3, 1, 2));
    expect(mean).toBeCloseTo(4 / 6, 12);
    // Residuals 3 − 2 and 1 − 2 of two prompts, over 6 pairs.
    expect(error).toBeCloseTo(Math.sqrt((2 / 1) * 2) / 6, 12);
    expect(prompts).toBe(2);
  });

  test('reads prompts with different numbers of responses in rows of one width', () => {
    const [three, two] = [ranked(0, [0, 1, 2]), ranked(1, [1, 0])];
    const { rows, width } = evenSequences([three, two]);
    expect(width).toBe(3);
    expect(rows).toHaveLength(6);
    expect(rows[5]).toEqual(rows[3]);
    // The two responses are right; the row that fills up is no third.
    const { mean } = pairAccuracy([three, two], Float32Array.of(1, 2, 3, 1, 2, 9));
    expect(mean).toBeCloseTo(1 / 4, 12);
  });

  test('leaves out pairs of identical responses', () => {
    const comparisons = [ranked(0, [0, 1, 2], [[0, 1]]), ranked(1, [0, 1, 2])];
    expect(pairAccuracy(comparisons, Float32Array.of(3, 2, 1, 1, 2, 3)).mean).toBeCloseTo(2 / 5, 12);
  });
});
