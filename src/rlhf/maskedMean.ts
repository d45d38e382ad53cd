/** Means over the valid tokens of a batch, for charts; the tensor form, for losses, is `lm/maskedMean.ts`. */

/** Σ x·m / Σ m over the whole array. */
export function maskedMeanOf(x: ArrayLike<number>, mask: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    if (mask[i] === 1) sum += x[i] ?? 0;
    count += mask[i] ?? 0;
  }
  return sum / count;
}

/** Mean over responses of the sum over their valid tokens, as for nats per response. x, mask [B·T] */
export function meanPerResponse(x: ArrayLike<number>, mask: ArrayLike<number>, responses: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) if (mask[i] === 1) sum += x[i] ?? 0;
  return sum / responses;
}
