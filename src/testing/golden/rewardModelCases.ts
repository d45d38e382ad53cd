/** The golden cases of the reward model: pairwise losses of whole rankings, and the shift of its scores. */
import * as tf from '@tensorflow/tfjs-core';
import type { Model } from '../../engine/lm/model';
import { parameterLayout } from '../../engine/lm/layout';
import { countPairs, inLevels, pairwiseLoss, pairWeights, type Ranking } from '../../engine/rlhf/pairwiseLoss';
import { normalizeRewardModel, scoreSequences } from '../../engine/rlhf/rewardModel';
import type { GoldenComparison, CoveredCases } from './goldenFile';
import { withGradients } from './gradientsOf';

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);

async function pairwise(prompts: readonly Ranking[], rewards: Float32Array, width: number) {
  const weights = pairWeights(prompts, width);
  const { loss } = await withGradients(rewards, [prompts.length, width], {
    loss: (scores) => pairwiseLoss(scores, tf.tensor3d(weights, [prompts.length, width, width])),
  });
  const { pairs, right, margin } = countPairs(prompts, rewards, width);
  return { ...loss, pairs, accuracy: right / pairs, margin: margin / pairs };
}

async function rankings(c: GoldenComparison): Promise<void> {
  const rewards = c.column('rewards');
  const width = c.number('K');
  const prompts = c.rows('ranking').map((order) => ({ levels: inLevels(order) }));
  const all = await pairwise(prompts, rewards, width);
  c.value(['loss'], all.value);
  c.gradient(['grad_rewards'], all.gradient);
  c.close('comparisons', all.pairs / prompts.length, c.numbers('comparisons'));
  const each = await Promise.all(
    prompts.map((prompt, p) => pairwise([prompt], rewards.slice(p * width, (p + 1) * width), width)),
  );
  c.value(
    ['loss_per_prompt'],
    each.map(({ value }) => value[0]),
  );
  c.value(
    ['accuracy_per_prompt'],
    each.map(({ accuracy }) => accuracy),
  );
  c.close(
    'sum of the gradient',
    each.map(({ gradient }) => sum(gradient)),
    each.map(() => 0),
  );
}

async function mixedRankings(c: GoldenComparison): Promise<void> {
  const [rewardsA, rewardsB] = [c.numbers('rewards_A'), c.numbers('rewards_B')];
  const width = Math.max(rewardsA.length, rewardsB.length);
  const rewards = new Float32Array(2 * width);
  rewards.set(rewardsA);
  rewards.set(rewardsB, width);
  const rankingA = c.numbers('ranking_A');
  const both = [rankingA, c.numbers('ranking_B')].map((order) => ({ levels: inLevels(order) }));
  const { value, gradient } = await pairwise(both, rewards, width);
  c.value(['loss_per_prompt_normalised'], value);
  c.gradient(['grad_A'], gradient.slice(0, rewardsA.length));
  c.gradient(['grad_B'], gradient.slice(width, width + rewardsB.length));
  const identical = c.rows('ties_A') as [number, number][];
  const tied = await pairwise(
    [{ levels: inLevels(rankingA), identical }],
    Float32Array.from(rewardsA),
    rewardsA.length,
  );
  c.value(['loss_A_with_tie_dropped'], tied.value);
  c.value(['comparisons_A_with_tie'], tied.pairs);
}

async function chosenAndRejected(c: GoldenComparison): Promise<void> {
  const [chosen, rejected] = [c.numbers('chosen'), c.numbers('rejected')];
  const rewards = Float32Array.from(chosen.flatMap((score, i) => [score, rejected[i]]));
  const pairs = await pairwise(
    chosen.map(() => ({ levels: [[0], [1]] })),
    rewards,
    2,
  );
  c.value(['loss'], pairs.value);
  c.value(['accuracy'], pairs.accuracy);
  c.value(['margin'], pairs.margin);
}

/** A network that gives each row the score listed under its first token, and adds its bias. */
function scriptedRewardModel(scores: readonly number[]): Model & { readonly bias: () => number } {
  const config = { vocabulary: 2, context: 2, width: 1, layers: 0, heads: 1, scalarHead: true };
  const { parameters, total } = parameterLayout(config);
  const bias = parameters.find(({ name }) => name === 'score.bias')?.offset ?? -1;
  let flat = new Float32Array(total);
  const never = () => {
    throw new Error('Only scores are scripted.');
  };
  return {
    config,
    forward: async ({ inputs, batch, time }) => {
      const values = Array.from(inputs, (_, i) => {
        const row = Math.floor(i / time);
        return scores[inputs[row * time]] + flat[bias];
      });
      return { values: tf.tensor2d(values, [batch, time]) } as never;
    },
    parameters: async () => flat.slice(),
    load: (parameters) => {
      flat = parameters.slice();
    },
    backward: never,
    backwardCrossEntropy: never,
    step: never,
    generate: never,
    gradient: never,
    dispose: never,
    state: never,
    restore: never,
    bias: () => flat[bias],
  };
}

async function normalization(c: GoldenComparison): Promise<void> {
  const scores = c.numbers('demo_scores');
  const demonstrations = scores.map((_, i) => ({ prompt: [i], response: [1] }));
  const model = scriptedRewardModel(scores);
  const before = await normalizeRewardModel(model, demonstrations);
  c.close('demo_scores', before, scores);
  c.value(['instructgpt_bias'], -model.bias());
  c.value(['demo_scores_after'], await scoreSequences(model, demonstrations));
}

const NOT_LOGGED = 'a diagnostic that we do not log';

export const REWARD_MODEL_CASES: CoveredCases = {
  rm_pairwise_K4: { run: rankings },
  rm_pairwise_K9: { run: rankings },
  rm_mixed_K_ties: {
    run: mixedRankings,
    notOurs: {
      loss_flat_mean_over_pairs_NOT_InstructGPT: 'each prompt weighs the same',
      'grad_*_flat': 'each prompt weighs the same',
      loss_A_with_tie_divided_by_C42: 'the normalizer counts the pairs that remain',
    },
  },
  rm_pairwise_chosen_rejected: {
    run: chosenAndRejected,
    notOurs: {
      loss_with_margin: 'labelers rank, they give no margins',
      '*_with_centering': 'scores are centered by the bias after training',
      '*_reward': NOT_LOGGED,
    },
  },
  rm_normalisation: {
    run: normalization,
    notOurs: {
      'ziegler_*': 'InstructGPT shifts by a bias alone',
      policy_scores_after: 'InstructGPT shifts by a bias alone',
    },
  },
};
