/**
 * PPO's clipped objective of one token (Schulman et al. 2017, equation 7): what an update adds to the sum that it
 * maximizes. `rlhf/ppoLoss.ts` has it over tensors, with its gradient. Pure, for the worker and for the page alike.
 */

/** min(ρ Â, clip(ρ, 1 − ε, 1 + ε) Â) */
export function clippedObjective(ratio: number, advantage: number, clipRange: number): number {
  const clipped = Math.min(1 + clipRange, Math.max(1 - clipRange, ratio));
  return Math.min(ratio * advantage, clipped * advantage);
}

/** Whether the ratio is past the clip range on the side that the advantage asks for: there the gradient is 0. */
export function isClipped(ratio: number, advantage: number, clipRange: number): boolean {
  return (advantage > 0 && ratio > 1 + clipRange) || (advantage < 0 && ratio < 1 - clipRange);
}
