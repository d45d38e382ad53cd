/**
 * Labelers who rank responses. A labeler's utility is a weighted sum of what the judge measures; a ranking sorts by
 * utility/τ plus Gumbel noise, which is the Plackett–Luce model (Plackett 1975; Luce 1959) and on pairs that of Bradley
 * and Terry (1952): P(a before b) = σ((u_a − u_b)/τ).
 */
import type { Rng } from '../rng';
import type { Verdict } from './judge';
import { MAX_RESPONSE } from './vocabulary';

/** Weights of the utility, and the temperature of the labeler's noise: at infinity the labeler ranks at random. */
export interface Labeler {
  readonly helpful: number;
  readonly honest: number;
  readonly harmless: number;
  readonly polite: number;
  readonly length: number;
  readonly tau: number;
}

/** How to recruit labelers: how many, around which means, and how far apart. */
export interface LabelerPool {
  /** How many labelers; 40 unless given. */
  readonly n?: number;
  /** Mean weight of helpfulness; 1.5 unless given. */
  readonly helpful?: number;
  /** Mean weight of honesty; .4 unless given. */
  readonly honest?: number;
  /** Mean weight of harmlessness; .5 unless given. */
  readonly harmless?: number;
  /** Mean weight of a courtesy; .06 unless given. */
  readonly polite?: number;
  /** Mean weight of a response's length; .05 unless given. */
  readonly lengthBias?: number;
  /** Median temperature of the noise; .3 unless given. */
  readonly tau?: number;
  /** Scale of all standard deviations; 1 unless given, at 0 all labelers want the same. */
  readonly spread?: number;
  /** How many rank at random; 0 unless given. */
  readonly careless?: number;
  /** How many want the opposite of what they were recruited for; 0 unless given. */
  readonly adversarial?: number;
}

/**
 * Labelers whose weights are drawn around those of the pool. The last of them are adversarial and those before them
 * careless: the others are the same whatever the numbers of these.
 */
export function recruitLabelers(rng: Rng, pool: LabelerPool = {}): Labeler[] {
  const { n = 40, careless = 0, adversarial = 0 } = pool;
  return Array.from({ length: n }, (_, i) => {
    const labeler = recruit(rng, pool);
    if (i >= n - adversarial) return opposite(labeler);
    return i >= n - adversarial - careless ? { ...labeler, tau: Infinity } : labeler;
  });
}

function recruit(
  rng: Rng,
  { helpful = 1.5, honest = 0.4, harmless = 0.5, polite = 0.06, lengthBias = 0.05, tau = 0.3, spread = 1 }: LabelerPool,
): Labeler {
  return {
    helpful: Math.max(0, rng.normal(helpful, 0.3 * spread)),
    honest: Math.max(0, rng.normal(honest, 0.2 * spread)),
    harmless: Math.max(0, rng.normal(harmless, 0.25 * spread)),
    polite: rng.normal(polite, 0.1 * spread),
    length: rng.normal(lengthBias, 0.12 * spread),
    tau: tau * Math.exp(rng.normal(0, 0.25 * spread)),
  };
}

/** The labeler whose utility is the negative. */
function opposite({ helpful, honest, harmless, polite, length, tau }: Labeler): Labeler {
  return { helpful: -helpful, honest: -honest, harmless: -harmless, polite: -polite, length: -length, tau };
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

function descending(values: readonly number[]): number[] {
  return values.map((_, i) => i).sort((a, b) => values[b] - values[a]);
}
