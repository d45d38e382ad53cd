/**
 * An advantage as the sum that its recursion hides: Â_t = Σ_l (γλ)^l δ_{t+l} (Schulman et al. 2016, equation 16).
 */
export interface Unfolded {
  /** (γλ)^l at the token l places after t; null before t. */
  readonly weights: readonly (number | null)[];
  /** (γλ)^l δ_{t+l} */
  readonly shares: readonly (number | null)[];
  /** Â_t */
  readonly sum: number;
}

/** `deltas` by token, null where a token has none; `decay` is γλ. */
export function unfold(deltas: readonly (number | null)[], place: number, decay: number): Unfolded {
  const weights = deltas.map((delta, i) => (delta === null || i < place ? null : decay ** (i - place)));
  const shares = deltas.map((delta, i) => {
    const weight = weights[i];
    return delta === null || weight === null ? null : weight * delta;
  });
  return { weights, shares, sum: shares.reduce((sum: number, share) => sum + (share ?? 0), 0) };
}
