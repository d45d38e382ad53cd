/**
 * Best-of-n: answer n times and take what the reward model likes best (Stiennon et al. 2020; Nakano et al. 2021). No
 * training is needed, and its distance from the model that answered is known: KL = log n − (n−1)/n nats, whatever the
 * reward model (Stiennon et al. 2020, appendix G.3; an upper bound where samples can tie, Beirami et al. 2024).
 *
 * Training on the best is rejection sampling (Touvron et al. 2023, "Llama 2", §3.2.3; RAFT, Dong et al. 2023). It
 * goes in rounds: in every iteration the policy answers each prompt n times and the best response wins; a round's last
 * iteration fine-tunes the policy on all winners of the round, some epochs long, as on demonstrations. As a policy
 * gradient its advantage is 1 for the best of a group and 0 for the others (Shao et al. 2024, appendix A.1). Different
 * from Llama 2: a round learns from its own winners alone, not from those of earlier rounds.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { crossEntropy } from '../../lm/crossEntropy';
import type { Model, TokenBatch } from '../../lm/model';
import { finite } from '../../lm/read';
import type { Rng } from '../../../rng';
import { chatPrompt } from '../../../world/promptFormats';
import {
  atEveryToken,
  iterationMetrics,
  promptGroups,
  sampleAndScore,
  type Experience,
  type IterationMetrics,
  type IterationSettings,
  type IterationStep,
  type UpdateStep,
} from '../iteration';
import { minibatchRows, updatePolicy, updates, upload } from '../minibatches';
import { collectRollout, type Networks } from '../rollout';
import { sequenceBatch, type Sequence } from '../sequences';

export interface BestOfNSettings extends IterationSettings {
  /** n, responses to each prompt. */
  readonly groupSize: number;
  /** Iterations whose winners are learnt together. */
  readonly roundIterations: number;
  readonly winnerEpochs: number;
  /** Winners an update; what does not fill one is dealt out to the others. */
  readonly winnerBatch: number;
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

/** Without the updates' numbers where the round goes on. */
export interface BestOfNMetrics extends IterationMetrics, Partial<BestOfNUpdateMetrics> {
  /** Mean score of the iteration's winners. */
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
  let winners: Sequence[] = [];
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const { rolloutBatch, groupSize, roundIterations, ...sampling } = settings();

    const prompts = promptGroups(rolloutBatch, groupSize, rng, sampling.wordings);
    const rollout = yield* sampleAndScore(collectRollout, networks, prompts, sampling, rng);
    const { scores, responses } = rollout;

    const best = bestOfEach(scores, groupSize);
    const { bestReward } = finite({ bestReward: best.reduce((sum, row) => sum + scores[row], 0) / best.length });
    const wins = Float32Array.from(scores, (_, row) => (best.includes(row) ? 1 : 0));
    const experience = { ...rollout, best, advantages: atEveryToken(wins, rollout.batch.mask) };
    for (const row of best) winners.push({ prompt: chatPrompt(prompts[row].text), response: responses[row].tokens });
    yield { kind: 'advantages', experience };

    const roundEnds = iteration % roundIterations === 0 || iteration === iterations;
    const updated = roundEnds ? yield* fineTune(networks.policy, winners, experience, settings, rng) : {};
    if (roundEnds) winners = [];
    const metrics = { ...iterationMetrics(experience), ...updated, bestReward };
    yield { kind: 'metrics', iteration, iterations, experience, metrics };
  }
}

/** Supervised fine-tuning on a round's winners; the experience is that of the round's last iteration. */
function fineTune(
  policy: Model,
  winners: readonly Sequence[],
  experience: BestOfNExperience,
  settings: () => BestOfNSettings,
  rng: Rng,
): AsyncGenerator<UpdateStep<BestOfNExperience, BestOfNUpdateMetrics>, BestOfNUpdateMetrics> {
  const { winnerEpochs, winnerBatch } = settings();
  const batch = sequenceBatch(winners);
  const rows = minibatchRows(winners.length, Math.max(1, Math.floor(winners.length / winnerBatch)), winnerEpochs, rng);
  const learn = (tokens: TokenBatch, { mask }: { readonly mask: tf.Tensor2D }) =>
    updatePolicy(policy, tokens, (logprobs) => ({ loss: crossEntropy(logprobs, mask) }), settings());
  return updates(experience, upload({ mask: batch.mask }, winners.length), rows, learn, batch);
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
