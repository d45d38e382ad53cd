/**
 * In how many parts the gradients of weights are summed: more of them keep more of a GPU busy, and cost more to add up.
 * Which number is the best depends on the adapter; results depend on it in their last digits alone.
 */

export const SPLITS = [4, 8, 16, 32] as const;
type Splits = (typeof SPLITS)[number];

/** Where nothing was measured. */
export const USUAL_SPLITS: Splits = 8;

const chosen = new WeakMap<GPUDevice, Splits>();

export const splitsOf = (device: GPUDevice): Splits => chosen.get(device) ?? USUAL_SPLITS;

/** Holds for networks that are made from now on; there may be none of that device yet. */
export function useSplits(device: GPUDevice, splits: Splits): void {
  chosen.set(device, splits);
}
