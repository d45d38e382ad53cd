/** The golden cases of PPO: rewards, advantages, clipped losses, and the estimators of the KL. */
import * as tf from '@tensorflow/tfjs-core';
import { tokenLogprobs } from '../../engine/lm/plain/ops';
import { oneHot } from '../../engine/lm/oneHot';
import { readAll } from '../../engine/lm/read';
import { gae, whiten } from '../../engine/rlhf/advantages';
import { exactKl, k1, k2, k3, tokenK3 } from '../../engine/rlhf/kl';
import { meanPerResponse } from '../../engine/rlhf/sequences';
import { policyLoss, valueLoss } from '../../engine/rlhf/ppoLoss';
import { penalizeMissingEos, tokenRewards } from '../../engine/rlhf/rewards';
import type { GoldenComparison, CoveredCases } from './goldenFile';
import { withGradients } from './gradientsOf';

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);
const mean = (values: ArrayLike<number>) => sum(values) / values.length;

function klRewards(c: GoldenComparison): void {
  const [logprobs, refLogprobs, mask, scores] = ['logprobs', 'ref_logprobs', 'mask', 'scores'].map((name) =>
    c.column(name),
  ) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const beta = c.number('beta');
  const rows = scores.length;
  const estimate = (estimator: (logRatio: number) => number) =>
    logprobs.map((value, i) => estimator(value - refLogprobs[i]) * mask[i]);
  const kl = estimate(k1);
  c.value(['k1', 'kl_per_token'], kl);
  c.value(['k1', 'objective_kl'], meanPerResponse(kl, mask, rows));
  const unscored = tokenRewards({ logprobs, refLogprobs, mask, scores: new Float32Array(rows) }, beta);
  c.value(['k1', 'non_score_reward'], unscored);
  c.value(['k1', 'objective_non_score_reward'], meanPerResponse(unscored, mask, rows));
  const rewards = tokenRewards({ logprobs, refLogprobs, mask, scores }, beta);
  c.value(['k1', 'rewards_score_at_last_token'], rewards);
  c.value(['k1', 'objective_scores'], mean(scores));
  c.value(['k1', 'objective_rlhf_reward'], meanPerResponse(rewards, mask, rows));
  c.value(['k3', 'kl_per_token'], estimate(k3));
  c.value(['k3', 'objective_kl'], meanPerResponse(estimate(k3), mask, rows));
  const ended = c.numbers('contains_eos').map((flag) => flag === 1);
  c.value(['scores_missing_eos_subtract_trl'], penalizeMissingEos(scores, ended, c.number('missing_eos_penalty')));
}

/** 'gamma_0.99_lambda_0.9' → γ 0.99, λ 0.9 */
const DISCOUNTS = /gamma_([\d.]+)_lambda_([\d.]+|\d+_\d+)$/;

function advantagesAndReturns(c: GoldenComparison): void {
  const [rewards, values, mask] = ['rewards', 'values', 'mask'].map((name) => c.column(name)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const time = c.shape('mask')[1];
  for (const name of c.expectedNames()) {
    const discounts = DISCOUNTS.exec(name);
    if (!discounts || name.startsWith('trl')) continue;
    const [gamma, lambda] = discounts.slice(1).map((text) => Number(text.replace('_', '.'))) as [number, number];
    const whitenedRewards = name.startsWith('with_reward_whitening');
    const used = whitenedRewards ? whiten(rewards, mask, false) : rewards;
    if (whitenedRewards) c.value([name, 'whitened_rewards'], used);
    const { advantages, returns } = gae({ rewards: used, values, mask, time }, gamma, lambda);
    c.value([name, 'advantages'], advantages);
    c.value([name, 'returns'], returns);
    if (!whitenedRewards) c.value([name, 'whitened_biased'], whiten(advantages, mask));
  }
}

async function ppoLosses(c: GoldenComparison): Promise<void> {
  const shape = c.shape('mask') as [number, number];
  const matrix = (name: string) => tf.tensor2d(c.column(name), shape);
  const [clipRange, valueClipRange, coefficient] = [
    c.number('cliprange'),
    c.number('cliprange_value'),
    c.number('vf_coef'),
  ];
  const policy = (logprobs: tf.Tensor2D, mask = matrix('mask'), old = matrix('old_logprobs')) =>
    policyLoss(logprobs, { oldLogprobs: old, advantages: matrix('advantages'), mask }, clipRange);
  const value = (values: tf.Tensor2D, range: number) =>
    valueLoss(values, { oldValues: matrix('old_values'), returns: matrix('returns'), mask: matrix('mask') }, range);
  const read = await readAll(
    tf.tidy(() => {
      const terms = policy(matrix('new_logprobs'));
      const clipped = value(matrix('new_values'), valueClipRange);
      const total = tf.add(terms.loss, tf.mul(clipped.loss, coefficient));
      const plain = tf.mul(value(matrix('new_values'), 0).loss, 2);
      return { ...terms, total, value: clipped.loss, valueClipFraction: clipped.clipFraction, plain };
    }),
  );
  c.value(['pg_loss'], read.loss);
  c.value(['vf_loss'], read.value);
  c.value(['total_loss'], read.total);
  c.value(['pg_clipfrac'], read.clipFraction);
  c.value(['vf_clipfrac'], read.valueClipFraction);
  c.value(['approxkl_k2_half_mean_square'], read.approxKl);
  c.value(['ratio_mean'], read.ratio);
  c.value(['value_error_mean'], read.plain);

  const mask = c.column('mask');
  const ratios = tf.tidy(() =>
    tf.stack(
      Array.from(mask, (valid, i) => {
        const alone = mask.map((_, j) => (i === j ? 1 : 0));
        return valid === 1 ? policy(matrix('new_logprobs'), tf.tensor2d(alone, shape)).ratio : tf.scalar(0);
      }),
    ),
  );
  const outside = mask.map((valid) => (valid === 1 ? 0 : Infinity));
  c.value(['ratio'], (await readAll({ ratios })).ratios, c.tolerance, outside);

  const newLogprobs = c.column('new_logprobs');
  const gradients = await withGradients(newLogprobs, shape, {
    policy: (x) => policy(x).loss,
    identity: (x) => policy(x, matrix('mask'), matrix('new_logprobs')).loss,
  });
  const values = await withGradients(c.column('new_values'), shape, {
    value: (x) => tf.mul(value(x, valueClipRange).loss, coefficient),
  });
  c.gradient(['grad_total_wrt_new_logprobs'], gradients.policy.gradient);
  c.gradient(['grad_total_wrt_new_values'], values.value.gradient);
  const first = await readAll(
    tf.tidy(() => ({ ...policy(matrix('new_logprobs'), matrix('mask'), matrix('new_logprobs')) })),
  );
  c.value(['first_epoch_identity', 'pg_loss'], first.loss);
  c.gradient(['first_epoch_identity', 'grad_wrt_new_logprobs'], gradients.identity.gradient);
  c.value(['first_epoch_identity', 'clipfrac'], first.clipFraction);
  c.value(['first_epoch_identity', 'approxkl'], first.approxKl);
}

async function klEstimators(c: GoldenComparison): Promise<void> {
  const [q, p] = [c.column('policy_logits_q'), c.column('reference_logits_p')];
  const vocabulary = q.length;
  const exact = (of: tf.Tensor2D, reference: Float32Array) =>
    exactKl(tf.reshape(of, [1, 1, vocabulary]), tf.tensor3d(reference, [1, 1, vocabulary]));
  const every = Int32Array.from({ length: vocabulary }, (_, v) => v);
  const logprobs = (logits: Float32Array) => {
    const rows = tf.tile(tf.tensor2d(logits, [1, vocabulary]), [vocabulary, 1]);
    return tokenLogprobs(rows, oneHot(every, vocabulary));
  };
  const { logQ, logP } = await readAll(tf.tidy(() => ({ logQ: logprobs(q), logP: logprobs(p) })));
  c.value(['log_q'], logQ);
  c.value(['log_p'], logP);
  const { kl } = await withGradients(q, [1, vocabulary], { kl: (x) => exact(x, p) });
  c.value(['KL_q_p'], kl.value);
  c.gradient(['grad_true_KL_wrt_policy_logits'], kl.gradient);
  const { reverse } = await withGradients(p, [1, vocabulary], { reverse: (x) => exact(x, q) });
  c.value(['forward_KL_p_q'], reverse.value);
  const expectation = (values: Float32Array) => sum(values.map((value, v) => Math.exp(logQ[v]) * value));
  for (const [name, estimator] of Object.entries({ k1, k2, k3 })) {
    const values = logQ.map((value, v) => estimator(value - logP[v]));
    const average = expectation(values);
    c.value([name], values);
    c.value([`E_${name}`], average);
    c.value([`var_${name}`], expectation(values.map((value) => (value - average) ** 2)));
  }
  const { asLoss } = await withGradients(q, [1, vocabulary], {
    asLoss: (x) => {
      const rows = tf.tile(x, [vocabulary, 1]);
      const mask = tf.ones<tf.Rank.R2>([1, vocabulary]);
      const drawn = tf.reshape(tokenLogprobs(rows, oneHot(every, vocabulary)), [1, vocabulary]);
      const each = tokenK3(drawn as tf.Tensor2D, tf.tensor2d(logP, [1, vocabulary]), mask);
      return tf.mul(each, tf.exp(tf.tensor2d(logQ, [1, vocabulary])));
    },
  });
  c.gradient(['E_grad_k3_as_loss'], asLoss.gradient);
  const wrong = logQ.map((value, v) => k3(logP[v] - value));
  c.value(['wrong_direction_k3'], wrong);
  c.value(['E_wrong_direction_k3'], expectation(wrong));
}

function smallArguments(c: GoldenComparison): void {
  // log r is log π_ref − log π, our log ratio with the other sign. Relative: the values are as small as 5e-13.
  c.value(
    ['k3'],
    c.numbers('log_r').map((logR) => k3(-logR)),
    { rtol: 1e-8, atol: 0 },
  );
}

const BESSEL = 'we divide by n, as lm-human-preferences does, not by n − 1';
const TRL_PLACE = 'TRL puts the score one place later; ours lies at the last valid token';
const K1_PENALTY = 'the reward penalty is k1';
const ONLY_K3 = 'of the estimators only k3 is part of a loss, that of GRPO';
const SEQUENCE_MEAN = 'losses are means over tokens, not over sequences';
const NOT_LOGGED = 'a diagnostic that we do not log';

export const PPO_CASES: CoveredCases = {
  kl_rewards: {
    run: klRewards,
    notOurs: {
      'k1 / objective_entropy': 'our entropy is that of the whole distribution, not −log π of the drawn tokens',
      'k3 / non_score_reward': K1_PENALTY,
      'k3 / rewards*': K1_PENALTY,
      'k3 / objective_*': K1_PENALTY,
      rewards_trl_p1_k1: TRL_PLACE,
      scores_missing_eos_replace_oai: "we subtract TRL's penalty and keep the score",
    },
  },
  gae: { run: advantagesAndReturns, notOurs: { 'trl_p1*': TRL_PLACE, '* / whitened_unbiased': BESSEL } },
  ppo_loss: {
    run: ppoLosses,
    notOurs: {
      approxkl_k3: NOT_LOGGED,
      policykl_k1_old_minus_new: NOT_LOGGED,
      ratio_clipfrac_cleanrl_abs_gt_eps: "our clip fraction is lm-human-preferences'",
      pg_loss_sequence_mean_aggregation: SEQUENCE_MEAN,
      grad_pg_sequence_mean_wrt_new_logprobs: SEQUENCE_MEAN,
    },
  },
  kl_estimators: {
    run: klEstimators,
    notOurs: { E_grad_k1_as_loss: ONLY_K3, E_grad_k2_as_loss: ONLY_K3 },
  },
  k3_small_argument: { run: smallArguments },
};
