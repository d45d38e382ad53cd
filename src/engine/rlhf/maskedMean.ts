/** Means over the valid tokens of a batch, for charts; the tensor form, for losses, is `lm/maskedMean.ts`. */

/** Σ x·m / Σ m over the whole array. */
export function maskedMeanOf(x: ArrayLike<number>, mask: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    if (mask[i] === 1) sum += x[i];
    count += mask[i];
  }
  return sum / count;
}

/** Mean over responses of the sum over their valid tokens, as for nats per response. x, mask [B·T] */
export function meanPerResponse(x: ArrayLike<number>, mask: ArrayLike<number>, responses: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) if (mask[i] === 1) sum += x[i];
  return sum / responses;
}

/** Sum over each response's valid tokens. x, mask [B·T] → [B] */
export function sumPerResponse(x: ArrayLike<number>, mask: ArrayLike<number>, responses: number): Float32Array {
  const time = x.length / responses;
  return Float32Array.from({ length: responses }, (_, row) => {
    let sum = 0;
    for (let i = row * time; i < (row + 1) * time; i++) if (mask[i] === 1) sum += x[i];
    return sum;
  });
}
