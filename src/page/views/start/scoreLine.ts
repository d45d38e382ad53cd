/** Where a score lies on a line from low to high. */

/** Scores are normalized so that demonstrations score 0 on average; few are further from it than this. */
const FAR = 2.5;

/** From 0, left, to 1, right; 0.5 for a score of 0. What is farther away lies at the end. */
export function placeOf(score: number): number {
  return (Math.max(-FAR, Math.min(FAR, score)) / FAR + 1) / 2;
}
