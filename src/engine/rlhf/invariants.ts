/**
 * What holds in every run whatever the settings, checked on numbers that are read anyway. A run that breaks one of these
 * computes something else than it says, so it stops.
 */

/** Rounding in float32. */
const RATIO_TOLERANCE = 1e-5;
const KL_TOLERANCE = 1e-6;
const GRADIENT_TOLERANCE = 1e-6;

export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** The policy that updates first is still the one that answered: π(y_t)/π_old(y_t) = 1. */
export function checkFirstRatio(ratio: number): void {
  if (Math.abs(ratio - 1) <= RATIO_TOLERANCE) return;
  throw new InvariantError(`The ratio of the first minibatch must be 1 ± ${RATIO_TOLERANCE}, it is ${ratio}.`);
}

/** KL(π ‖ π_ref) is never negative, at any valid token. nats, mask [B·T] */
export function checkKl(kl: Float32Array, mask: Float32Array): void {
  const least = kl.reduce((low, value, i) => (mask[i] === 1 ? Math.min(low, value) : low), Infinity);
  if (least >= -KL_TOLERANCE) return;
  throw new InvariantError(`The exact KL must be at least 0 at every token, it is ${least}.`);
}

/** A policy that has not learnt anything yet is its reference: KL(π ‖ π_ref) = 0. nats, mask [B·T] */
export function checkKlAtStart(kl: Float32Array, mask: Float32Array): void {
  const most = kl.reduce((high, value, i) => (mask[i] === 1 ? Math.max(high, Math.abs(value)) : high), 0);
  if (most <= KL_TOLERANCE) return;
  throw new InvariantError(`Before the first update the KL must be 0 at every token, it is ${most}.`);
}

/** Only differences of scores count, so the gradients of a prompt's scores add up to 0. Sums [P] */
export function checkScoreGradients(sums: Float32Array): void {
  const most = sums.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
  if (most <= GRADIENT_TOLERANCE) return;
  throw new InvariantError(`The gradients of a prompt's scores must add up to 0, they add up to ${most}.`);
}
