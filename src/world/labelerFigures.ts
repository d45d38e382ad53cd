/**
 * What a pool of labelers promises before anything is trained, on pairs of two different responses to one prompt. With
 * p_i = σ((u_i(a) − u_i(b))/τ_i), the probability that labeler i ranks a before b, every figure is an exact expectation:
 *
 *   agreement = mean of p_i p_j + (1 − p_i)(1 − p_j) over two different labelers i and j
 *   with gold = mean of p_i, a the better response by gold; pairs of equal gold are left out
 *   ceiling   = mean of p_i, a the response that the mean labeler likes better: the accuracy of a reward model that has
 *               learnt what the labelers want on average, and none of their noise
 */
import type { Rng } from '../rng';
import { demonstrate, recruitDemonstrators } from './demonstrations';
import { judge, type Verdict } from './judge';
import { meanLabeler, preferenceProbability, utility, type Labeler } from './labelers';
import { samplePrompt } from './prompts';

/** Verdicts on two different responses to one prompt. */
export type VerdictPair = readonly [Verdict, Verdict];

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;

/** Share of pairs that two different labelers order alike; a labeler alone is asked twice. */
export function agreement(labelers: readonly Labeler[], pairs: readonly VerdictPair[]): number {
  return mean(
    pairs.map(([a, b]) => {
      const first = labelers.map((labeler) => preferenceProbability(labeler, a, b));
      return alike(first) + alike(first.map((p) => 1 - p));
    }),
  );
}

/** Probability that two different labelers both say what each says with its own probability. */
function alike(probabilities: readonly number[]): number {
  const n = probabilities.length;
  const squares = sum(probabilities.map((p) => p * p));
  return n === 1 ? squares : (sum(probabilities) ** 2 - squares) / (n * (n - 1));
}

/** Share of pairs that a labeler orders as the gold judge does; NaN if gold prefers no response to another. */
export function agreementWithGold(labelers: readonly Labeler[], pairs: readonly VerdictPair[]): number {
  const apart = pairs.filter(([a, b]) => a.gold !== b.gold);
  return agreementWith(({ gold }) => gold, labelers, apart);
}

/** Accuracy that no reward model can be expected to exceed. */
export function rewardModelCeiling(labelers: readonly Labeler[], pairs: readonly VerdictPair[]): number {
  const labeler = meanLabeler(labelers);
  return agreementWith((verdict) => utility(labeler, verdict), labelers, pairs);
}

/** Share of pairs that a labeler orders as a score does. */
function agreementWith(
  score: (verdict: Verdict) => number,
  labelers: readonly Labeler[],
  pairs: readonly VerdictPair[],
): number {
  return mean(
    pairs.map(([a, b]) => {
      const [better, worse] = score(a) < score(b) ? [b, a] : [a, b];
      return mean(labelers.map((labeler) => preferenceProbability(labeler, better, worse)));
    }),
  );
}

/** All in [0, 1]; .5 is chance. */
export function labelerFigures(labelers: readonly Labeler[], pairs: readonly VerdictPair[]) {
  return {
    agreement: agreement(labelers, pairs),
    agreementWithGold: agreementWithGold(labelers, pairs),
    ceiling: rewardModelCeiling(labelers, pairs),
  };
}

/** Pairs of two different demonstrations of one prompt: they need no model. */
export function demonstrationPairs(n: number, rng: Rng): VerdictPair[] {
  const demonstrators = recruitDemonstrators(rng.fork('demonstrators'));
  const pairs: VerdictPair[] = [];
  while (pairs.length < n) {
    const prompt = samplePrompt(rng);
    const write = () => demonstrate(prompt, rng.pick(demonstrators), rng);
    const [a, b] = [write(), write()];
    if (a !== b) pairs.push([judge(prompt, a, true), judge(prompt, b, true)]);
  }
  return pairs;
}
