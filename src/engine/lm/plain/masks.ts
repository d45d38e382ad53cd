/** Which places may be looked at: additive masks for attention, and positions counted from the first real token. */

/** Large enough that exp underflows to 0, and finite, since WGSL may assume that infinities do not occur. */
const HIDDEN = -1e9;

/** One [T, T] mask: place t sees places 0 … t. */
export function causalMask(time: number): Float32Array {
  return Float32Array.from({ length: time * time }, (_, i) => (i % time <= Math.floor(i / time) ? 0 : HIDDEN));
}

/** Causal masks that also hide each row's padding on the left, once per head. [B·H, T, T] */
export function leftPaddedMask(leftPadding: Int32Array, time: number, heads: number): Float32Array {
  const square = time * time;
  const masks = new Float32Array(leftPadding.length * heads * square);
  const causal = causalMask(time);
  for (let row = 0; row < leftPadding.length * heads; row++) {
    masks.set(causal, row * square);
    const padding = leftPadding[Math.floor(row / heads)];
    for (let i = 0; i < square; i++) if (i % time < padding) masks[row * square + i] = HIDDEN;
  }
  return masks;
}

/** Hides each row's padding on the left of a cache, once per head. [B·H, 1, S] */
export function cachePaddingMask(leftPadding: Int32Array, context: number, heads: number): Float32Array {
  const hidden = (i: number) => i % context < leftPadding[Math.floor(i / (context * heads))];
  return Float32Array.from({ length: leftPadding.length * heads * context }, (_, i) => (hidden(i) ? HIDDEN : 0));
}

/** Hides the places of a cache that are not filled yet. [S] */
export function cacheFutureMask(position: number, context: number): Float32Array {
  return Float32Array.from({ length: context }, (_, i) => (i <= position ? 0 : HIDDEN));
}

/** Position of each place of each row: 0, 1, 2, … from the first token after the padding; padding itself has 0. [B·T] */
export function positions(batch: number, time: number, leftPadding?: Int32Array): Int32Array {
  return Int32Array.from({ length: batch * time }, (_, i) =>
    Math.max(0, (i % time) - (leftPadding ? leftPadding[Math.floor(i / time)] : 0)),
  );
}
