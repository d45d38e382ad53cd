/**
 * Labelers who rank responses. A labeler's utility is a weighted sum of what the judge measures; a ranking sorts by
 * utility/τ plus Gumbel noise, which is the Plackett–Luce model (Plackett 1975; Luce 1959) and on pairs that of Bradley
 * and Terry (1952): P(a before b) = σ((u_a − u_b)/τ).
 */
import type { Rng } from '../rng';
import type { Verdict } from './judge';
import { MAX_RESPONSE } from './vocabulary';

/** Weights of the utility, and the temperature of the labeler's noise. */
export interface Labeler {
  readonly helpful: number;
  readonly honest: number;
  readonly harmless: number;
  readonly polite: number;
  readonly length: number;
  readonly tau: number;
}

export interface LabelerPool {
  /** How many labelers; 40 unless given. */
  readonly n?: number;
  /** Mean weight of a response's length; .05 unless given. */
  readonly lengthBias?: number;
  /** Median temperature of the noise; .3 unless given. */
  readonly tau?: number;
}

/** Labelers whose weights are drawn around those of the pool. */
export function recruitLabelers(rng: Rng, { n = 40, lengthBias = 0.05, tau = 0.3 }: LabelerPool = {}): Labeler[] {
  return Array.from({ length: n }, () => ({
    helpful: Math.max(0, rng.normal(1.5, 0.3)),
    honest: Math.max(0, rng.normal(0.4, 0.2)),
    harmless: Math.max(0, rng.normal(0.5, 0.25)),
    polite: rng.normal(0.06, 0.1),
    length: rng.normal(lengthBias, 0.12),
    tau: tau * Math.exp(rng.normal(0, 0.25)),
  }));
}

/** The labeler with the mean weights of a pool. */
export function meanLabeler(labelers: readonly Labeler[]): Labeler {
  const mean = (field: keyof Labeler) => labelers.reduce((sum, labeler) => sum + labeler[field], 0) / labelers.length;
  return {
    helpful: mean('helpful'),
    honest: mean('honest'),
    harmless: mean('harmless'),
    polite: mean('polite'),
    length: mean('length'),
    tau: mean('tau'),
  };
}

/** How much a labeler likes a response; length counts as a share of the longest. */
export function utility(labeler: Labeler, { helpful, honest, harmless, polite, length }: Verdict): number {
  return (
    labeler.helpful * helpful +
    labeler.honest * honest +
    labeler.harmless * harmless +
    labeler.polite * polite +
    labeler.length * (length / MAX_RESPONSE)
  );
}

/** Indices of the responses from best to worst, with the labeler's noise. */
export function rank(labeler: Labeler, verdicts: readonly Verdict[], rng: Rng): number[] {
  return descending(verdicts.map((verdict) => utility(labeler, verdict) / labeler.tau + rng.gumbel()));
}

/** Indices of the responses from best to worst by utility alone; equal ones keep their order. */
export function rankWithoutNoise(labeler: Labeler, verdicts: readonly Verdict[]): number[] {
  return descending(verdicts.map((verdict) => utility(labeler, verdict)));
}

/** Probability that a labeler ranks the first response before the second. */
export function preferenceProbability(labeler: Labeler, first: Verdict, second: Verdict): number {
  return 1 / (1 + Math.exp((utility(labeler, second) - utility(labeler, first)) / labeler.tau));
}

/** Share of pairs that two different random labelers, each with noise of their own, order alike. */
export function agreement(
  labelers: readonly Labeler[],
  pairs: readonly (readonly [Verdict, Verdict])[],
  rng: Rng,
): number {
  const alike = pairs.filter((pair) => {
    const first = rng.int(labelers.length);
    const second = (first + 1 + rng.int(labelers.length - 1)) % labelers.length;
    return rank(labelers[first], pair, rng)[0] === rank(labelers[second], pair, rng)[0];
  });
  return alike.length / pairs.length;
}

function descending(values: readonly number[]): number[] {
  return values.map((_, i) => i).sort((a, b) => values[b] - values[a]);
}
