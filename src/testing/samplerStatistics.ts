/** How often the sampler draws each token, row by row, against softmax: shared by the tests of every backend. */
import * as tf from '@tensorflow/tfjs-core';
import { Rng } from '../rng';
import { gumbelNoise, sampleTokens } from '../engine/lm/plain/sampler';

interface RowStatistics {
  /** Pearson's χ² of the drawn tokens against softmax(logits/T). */
  readonly chiSquare: number;
  /** Draws that equal the first row's draw of the same batch; for independent rows as many as chance allows. */
  readonly equalToFirst: number;
  readonly equalExpected: number;
}

function softmax(logits: readonly number[], temperature = 1): number[] {
  const raised = logits.map((logit) => Math.exp(logit / temperature));
  const total = raised.reduce((sum, value) => sum + value, 0);
  return raised.map((value) => value / total);
}

/** Draws `draws` batches of one token a row. */
export async function samplerStatistics(
  logits: readonly (readonly number[])[],
  temperature: number,
  draws: number,
  seed: number,
): Promise<RowStatistics[]> {
  const rng = new Rng(seed);
  const rows = logits.length;
  const vocabulary = logits[0].length;
  const counts = logits.map(() => new Array<number>(vocabulary).fill(0));
  const equal = logits.map(() => 0);
  // Many batches at once, one below the other: each keeps its own noise.
  const together = Array.from({ length: draws }, () => logits.map((row) => [...row])).flat();
  const tokens = tf.tidy(() => {
    const noise = tf.tensor2d(gumbelNoise(rng, together.length, vocabulary), [together.length, vocabulary]);
    return sampleTokens(tf.tensor2d(together), noise, { temperature });
  });
  const drawn = await tokens.data();
  tokens.dispose();
  drawn.forEach((token, i) => {
    const row = i % rows;
    counts[row][token]++;
    if (token === drawn[i - row]) equal[row]++;
  });
  const probabilities = logits.map((row) => softmax(row, temperature));
  return counts.map((count, row) => ({
    chiSquare: count.reduce((sum, n, v) => {
      const expected = probabilities[row][v] * draws;
      return sum + (n - expected) ** 2 / expected;
    }, 0),
    equalToFirst: equal[row],
    equalExpected: draws * probabilities[row].reduce((sum, p, v) => sum + p * probabilities[0][v], 0),
  }));
}

/** Rows of different logits: flat, peaked, and two in between. */
export const SAMPLER_LOGITS = [
  [0, 0, 0, 0, 0, 0],
  [2, 1, 0, 0, -1, -1],
  [-1, 0, 1, 2, 1, 0],
  [0.5, -0.5, 0.5, -0.5, 1.5, 0],
];

/** 99.99 % of χ² with 5 degrees of freedom lies below: a right sampler passes with all seeds but one in 10,000. */
const CHI_SQUARE_LIMIT = 25.7;

/** Rows, by number, whose draws are not those of softmax, or not independent of the first row's. */
export function deviantRows(statistics: readonly RowStatistics[]): string[] {
  return statistics.flatMap(({ chiSquare, equalToFirst, equalExpected }, row) => [
    ...(chiSquare < CHI_SQUARE_LIMIT ? [] : [`row ${row}: χ² = ${chiSquare.toFixed(1)}`]),
    ...(row === 0 || Math.abs(equalToFirst - equalExpected) < 5 * Math.sqrt(equalExpected)
      ? []
      : [`row ${row}: equal to row 0 ${equalToFirst} times, expected ${equalExpected.toFixed(0)}`]),
  ]);
}
