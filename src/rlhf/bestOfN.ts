/**
 * Best-of-n: answer n times and keep what the reward model likes best (Stiennon et al. 2020; Nakano et al. 2021). No
 * training is needed, and its distance from the model that answered is known: KL = log n − (n−1)/n nats, whatever the
 * reward model (Stiennon et al. 2020, appendix G.3; an upper bound where samples can tie, Beirami et al. 2024).
 *
 * Training on what was kept is rejection sampling (Touvron et al. 2023, "Llama 2", §3.2.3; RAFT, Dong et al. 2023): in
 * every iteration the current policy answers each prompt n times, and one step of supervised fine-tuning follows on the
 * best responses. As a policy gradient its advantage is 1 for the best of a group and 0 for the others (Shao et al. 2024,
 * appendix A.1). Different from Llama 2: samples of the newest policy alone, and one step on each batch of winners.
 */
import { crossEntropy } from '../lm/crossEntropy';
import { finite } from '../lm/read';
import type { Rng } from '../rng';
import {
  atEveryToken,
  iterationMetrics,
  promptGroups,
  sampleAndScore,
  type Experience,
  type IterationMetrics,
  type IterationSettings,
  type IterationStep,
} from './iteration';
import { updatePolicy, updates, upload } from './minibatches';
import type { Networks } from './rollout';

export interface BestOfNSettings extends IterationSettings {
  /** n, responses to each prompt. */
  readonly groupSize: number;
}

export interface BestOfNExperience extends Experience {
  /** The rows of the best response to each prompt. [B/n] */
  readonly best: Int32Array;
}

export interface BestOfNUpdateMetrics {
  /** Cross entropy of the winners, nats per token. */
  readonly policyLoss: number;
  readonly gradNorm: number;
}

export interface BestOfNMetrics extends IterationMetrics, BestOfNUpdateMetrics {
  /** Mean score of the winners. */
  readonly bestReward: number;
}

export type BestOfNMicroStep = IterationStep<BestOfNExperience, BestOfNUpdateMetrics, BestOfNMetrics>;

/** Trains the policy on the best of its own responses; the settings are read anew in every iteration. */
export async function* trainBestOfN(
  networks: Networks,
  settings: () => BestOfNSettings,
  rng: Rng,
): AsyncGenerator<BestOfNMicroStep> {
  const iterations = settings().ppoIterations;
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const { rolloutBatch, groupSize, ...sampling } = settings();

    const prompts = promptGroups(rolloutBatch, groupSize, rng, sampling.wordings);
    const rollout = yield* sampleAndScore(networks, prompts, sampling, rng);
    const { scores } = rollout;
    const { mask, batch: episodes } = rollout.batch;

    const best = bestOfEach(scores, groupSize);
    const { bestReward } = finite({ bestReward: best.reduce((sum, row) => sum + scores[row], 0) / best.length });
    const kept = Float32Array.from(scores, (_, row) => (best.includes(row) ? 1 : 0));
    const experience = { ...rollout, best, advantages: atEveryToken(kept, mask) };
    yield { kind: 'advantages', experience };

    const updated = yield* updates(experience, upload({ mask }, episodes), [best], (batch, winners) =>
      updatePolicy(networks.policy, batch, (logprobs) => ({ loss: crossEntropy(logprobs, winners.mask) }), settings()),
    );
    const metrics = { ...iterationMetrics(experience), ...updated, bestReward };
    yield { kind: 'metrics', iteration, iterations, experience, metrics };
  }
}

/** The row of the highest score in each group of n in a row; the first of equals. scores [B] → [B/n] */
export function bestOfEach(scores: Float32Array, groupSize: number): Int32Array {
  return Int32Array.from({ length: scores.length / groupSize }, (_, group) => {
    const rows = Array.from({ length: groupSize }, (_row, i) => group * groupSize + i);
    return rows.reduce((best, row) => (scores[row] > scores[best] ? row : best));
  });
}

/** KL of best-of-n to the model that answers, nats per response. */
export function bestOfNKl(n: number): number {
  return Math.log(n) - (n - 1) / n;
}

/**
 * What the best of n samples by `proxy` is worth in `values`, on average over all ways to draw n of these N samples:
 * Σ_i C(i−1, n−1)/C(N, n) v_(i), samples in ascending order of proxy (Nakano et al. 2021, appendix I). 1 ≤ n ≤ N
 */
export function bestOfNMean(proxy: ArrayLike<number>, values: ArrayLike<number>, n: number): number {
  const order = Array.from(proxy, (_, i) => i).sort((a, b) => proxy[a] - proxy[b]);
  let weight = n / order.length; // of the highest; binomial coefficients of N = 64 would lose all their digits
  let sum = 0;
  for (let i = order.length; i >= n; i--) {
    sum += weight * values[order[i - 1]];
    weight *= (i - n) / (i - 1);
  }
  return sum;
}
