/** The golden cases of the algorithms beside PPO: DPO, GRPO, RLOO, best-of-n, and the curves of over-optimization. */
import * as tf from '@tensorflow/tfjs-core';
import { readAll } from '../../engine/lm/read';
import { bestOfNKl, bestOfNMean } from '../../engine/rlhf/beyond/bestOfN';
import { dpoLoss, pairMetrics, type DpoLossSettings } from '../../engine/rlhf/beyond/dpo';
import {
  groupAdvantages,
  groupMetrics,
  grpoLoss,
  standardDeviation,
  type Aggregation,
} from '../../engine/rlhf/beyond/grpo';
import { BEST_OF_N, fitCurve, gainAt, peak, RL, type Form } from '../../overoptimization';
import { pairWeights } from '../../engine/rlhf/pairwiseLoss';
import { leaveOneOutBaselines, rlooLoss } from '../../engine/rlhf/beyond/rloo';
import { tokenRewards } from '../../engine/rlhf/rewards';
import { sequenceLogprobs } from '../../engine/rlhf/sequenceLogprobs';
import type { GoldenComparison, CoveredCases } from './goldenFile';
import { withGradients } from './gradientsOf';

/** A case's pairs as rows in turn: chosen, rejected, chosen, … */
function inTurn(c: GoldenComparison, chosen: string, rejected: string): Float32Array {
  const [pairs, time] = c.shape(chosen);
  const [first, second] = [c.numbers(chosen), c.numbers(rejected)];
  const row = (of: number[], p: number) => of.slice(p * time, (p + 1) * time);
  return Float32Array.from(Array.from({ length: pairs }, (_, p) => [...row(first, p), ...row(second, p)]).flat());
}

const every = (values: ArrayLike<number>, step: number, from: number) =>
  Array.from(values).filter((_, i) => Math.floor(i / step) % 2 === from);

async function preferences(c: GoldenComparison): Promise<void> {
  const [pairs, time] = c.shape('mask_chosen');
  const beta = c.number('beta');
  const logprobs = inTurn(c, 'policy_chosen_token_logps', 'policy_rejected_token_logps');
  const refLogprobs = inTurn(c, 'ref_chosen_token_logps', 'ref_rejected_token_logps');
  const mask = inTurn(c, 'mask_chosen', 'mask_rejected');
  const rows: [number, number] = [2 * pairs, time];
  const ranked = Array.from({ length: pairs }, () => ({ levels: [[0], [1]] }));
  const together = pairWeights(ranked, 2);
  /** The loss of all pairs, or of one alone. */
  const loss = (x: tf.Tensor2D, settings: DpoLossSettings, only?: number) => {
    const masks = tf.tensor2d(mask, rows);
    const reference = sequenceLogprobs(tf.tensor2d(refLogprobs, rows), masks);
    const weights = together.map((w, i) => (only === undefined ? w : Math.floor(i / 4) === only ? pairs * w : 0));
    const logRatios = tf.reshape(tf.sub(sequenceLogprobs(x, masks), reference), [pairs, 2]);
    return dpoLoss(logRatios as tf.Tensor2D, tf.tensor3d(weights, [pairs, 2, 2]), settings);
  };
  const forms: Record<string, DpoLossSettings> = {
    sigmoid: { dpoLoss: 'sigmoid', dpoBeta: beta, dpoLabelSmoothing: 0 },
    'sigmoid_label_smoothing_0.1': {
      dpoLoss: 'sigmoid',
      dpoBeta: beta,
      dpoLabelSmoothing: c.number('label_smoothing'),
    },
    ipo_sequence_sum: { dpoLoss: 'ipo', dpoBeta: beta, dpoLabelSmoothing: 0 },
  };
  for (const [name, settings] of Object.entries(forms)) {
    const { all, ...each } = await withGradients<string>(logprobs, rows, {
      all: (x) => loss(x, settings),
      ...Object.fromEntries(ranked.map((_, p) => [`pair ${p}`, (x: tf.Tensor2D) => loss(x, settings, p)])),
    });
    c.value([name, 'loss'], all.value);
    c.value(
      [name, 'losses'],
      Object.values(each).map(({ value }) => value[0]),
    );
    c.gradient([name, 'grad_policy_chosen_token_logps'], every(all.gradient, time, 0));
    c.gradient([name, 'grad_policy_rejected_token_logps'], every(all.gradient, time, 1));
  }
  const { policy, reference } = await readAll(
    tf.tidy(() => {
      const sums = (x: Float32Array) => sequenceLogprobs(tf.tensor2d(x, rows), tf.tensor2d(mask, rows));
      return { policy: sums(logprobs), reference: sums(refLogprobs) };
    }),
  );
  const rewards = policy.map((logprob, i) => beta * (logprob - reference[i]));
  c.value(['logps/chosen_per_seq'], every(policy, 1, 0));
  c.value(['logps/rejected_per_seq'], every(policy, 1, 1));
  c.value(['rewards_chosen_per_seq'], every(rewards, 1, 0));
  c.value(['rewards_rejected_per_seq'], every(rewards, 1, 1));
  const metrics = pairMetrics(ranked, policy, rewards, 2);
  if (!metrics) throw new Error('The rankings need a pair at least, and have none.');
  c.value(['rewards/chosen'], metrics.rewardChosen);
  c.value(['rewards/rejected'], metrics.rewardRejected);
  c.value(['rewards/margins'], metrics.rewardMargin);
  c.value(['rewards/accuracies'], metrics.rewardAccuracy);
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  c.close('logprobs of the chosen', metrics.logprobChosen, [meanOf(c.expected('logps/chosen_per_seq'))]);
  c.close('logprobs of the rejected', metrics.logprobRejected, [meanOf(c.expected('logps/rejected_per_seq'))]);
}

async function groupRelative(c: GoldenComparison): Promise<void> {
  const rewards = c.column('rewards');
  const groupSize = c.shape('rewards')[1];
  for (const scale of ['none', 'batch'] as const) {
    c.value([`advantages_scale_${scale}`], groupAdvantages(rewards, groupSize, scale).advantages);
  }
  const groups = groupAdvantages(rewards, groupSize, 'group');
  c.value(['advantages_scale_group_unbiased'], groups.advantages);
  c.value(['reward'], groups.groupMeans.reduce((sum, mean) => sum + mean, 0) / groups.groupMeans.length);
  c.value(['reward_std'], standardDeviation(rewards));
  c.value(['frac_reward_zero_std'], groupMetrics(groups).fracRewardZeroStd);

  const shape = c.shape('mask') as [number, number];
  const matrix = (name: string) => tf.tensor2d(c.column(name), shape);
  const terms = (x: tf.Tensor2D, grpoAggregation: Aggregation) => {
    const advantages = tf.mul<tf.Tensor2D>(
      tf.tensor2d(c.numbers('advantages_for_loss'), [shape[0], 1]),
      tf.ones(shape),
    );
    const columns = {
      advantages,
      oldLogprobs: matrix('old_logps'),
      refLogprobs: matrix('ref_logps'),
      mask: matrix('mask'),
    };
    const settings = { clipRange: c.number('epsilon'), klCoef: c.number('beta'), grpoAggregation };
    return grpoLoss(x, columns, settings, c.number('max_completion_length'));
  };
  const names = { grpo: 'grpo', tokenMean: 'bnpo_dapo', drGrpo: 'dr_grpo' } as const;
  for (const aggregation of Object.keys(names) as Aggregation[]) {
    const { loss } = await withGradients(c.column('new_logps'), shape, { loss: (x) => terms(x, aggregation).loss });
    c.value(['loss', names[aggregation], 'loss'], loss.value);
    c.gradient(['loss', names[aggregation], 'grad_new_logps'], loss.gradient);
  }
  const { k3, clipFraction } = await readAll(tf.tidy(() => ({ ...terms(matrix('new_logps'), 'grpo') })));
  c.value(['kl'], k3);
  c.value(['clip_ratio/region_mean'], clipFraction);
}

async function leaveOneOut(c: GoldenComparison): Promise<void> {
  const rewards = c.column('rewards');
  const groupSize = c.shape('rewards')[1];
  const responses = rewards.length;
  const baselines = leaveOneOutBaselines(rewards, groupSize);
  const advantages = rewards.map((reward, i) => reward - baselines[i]);
  c.value(['baselines'], baselines);
  c.value(['advantages'], advantages);
  // Responses of one token each.
  const penalized = tokenRewards(
    {
      logprobs: c.column('sequence_kl'),
      refLogprobs: new Float32Array(responses),
      mask: new Float32Array(responses).fill(1),
      scores: rewards,
    },
    c.number('beta'),
  );
  const penalizedBaselines = leaveOneOutBaselines(penalized, groupSize);
  c.value(
    ['advantages_with_kl_penalised_rewards'],
    penalized.map((reward, i) => reward - penalizedBaselines[i]),
  );
  const column = (values: Float32Array) => tf.tensor2d(values, [responses, 1]);
  const loss = (form: 'reinforce' | 'clipped') => (x: tf.Tensor2D) => {
    const columns = {
      oldLogprobs: column(c.column('old_sequence_logps')),
      advantages: column(advantages),
      mask: tf.ones<tf.Rank.R2>([responses, 1]),
    };
    return rlooLoss(x, columns, { rlooLoss: form, clipRange: c.number('epsilon') }).loss;
  };
  const { reinforce, clipped } = await withGradients(c.column('new_sequence_logps'), [responses, 1], {
    reinforce: loss('reinforce'),
    clipped: loss('clipped'),
  });
  c.value(['reinforce_loss'], reinforce.value);
  c.gradient(['grad_reinforce_wrt_new_sequence_logps'], reinforce.gradient);
  c.value(['ppo_clip_sequence_loss'], clipped.value);
  c.gradient(['grad_ppo_clip_wrt_new_sequence_logps'], clipped.gradient);
}

function bestOfN(c: GoldenComparison): void {
  c.value(['kl'], c.numbers('n').map(bestOfNKl));
  const [proxy, gold] = [c.numbers('proxy_scores'), c.numbers('gold_scores')];
  for (const n of c.expectedNames('unbiased_best_of_n')) {
    c.value(['unbiased_best_of_n', n, 'proxy'], bestOfNMean(proxy, proxy, Number(n)));
    c.value(['unbiased_best_of_n', n, 'gold'], bestOfNMean(proxy, gold, Number(n)));
  }
}

function overoptimization(c: GoldenComparison): void {
  const distances = c.numbers('d');
  const noise = c.numbers('noise');
  const curve = { alpha: c.number('alpha'), beta: c.number('beta') };
  for (const [name, form] of [['bon', BEST_OF_N] as const, ['rl', RL] as const] satisfies [string, Form][]) {
    const rewards = distances.map((distance) => gainAt(form, curve, distance));
    c.value([`R_${name}`], rewards);
    const noisy = distances.map((distance, i) => ({ distance, reward: rewards[i] + noise[i] }));
    const fitted = fitCurve(form, noisy);
    c.value([`fit_${name}_on_noisy`, 'alpha'], fitted.alpha);
    c.value([`fit_${name}_on_noisy`, 'beta'], fitted.beta);
    const turn = peak(form, curve);
    c.value([`peak_${name}`, 'd'], turn?.distance ?? NaN);
    c.value([`peak_${name}`, 'R'], turn?.reward ?? NaN);
  }
}

const NOT_LOGGED = 'a diagnostic that we do not log';

const CASES: CoveredCases = {
  dpo: {
    run: preferences,
    notOurs: {
      hinge: 'the losses are the sigmoid and IPO',
      ipo_token_average_trl: "log ratios are summed over a response, as in IPO's paper",
    },
  },
  grpo: {
    run: groupRelative,
    notOurs: {
      advantages_scale_group_population_std: 'the standard deviation of a group divides by K − 1, as in TRL',
      'clip_ratio/low_mean': NOT_LOGGED,
      'clip_ratio/high_mean': NOT_LOGGED,
    },
  },
  rloo: { run: leaveOneOut },
  best_of_n: { run: bestOfN },
  overoptimisation_fit: { run: overoptimization },
};

/** A few operations each, as the stages' cases: a quarter of the tolerance is enough. */
export const ALGORITHM_CASES: CoveredCases = Object.fromEntries(
  Object.entries(CASES).map(([name, covered]) => [name, { ...covered, tightened: 0.25 }]),
);
