/** The golden cases of everything around the network: losses, estimators, rewards, advantages, optimizer. */
import * as tf from '@tensorflow/tfjs-core';
import { adamwStep, clipByGlobalNorm, cosineToTenth, noMoments, type AdamW } from '../../lm/adamw';
import type { Model } from '../../lm/model';
import { parameterLayout } from '../../lm/layout';
import { cutAtStop } from '../../lm/plain/generate';
import { gelu, tokenEntropy, tokenLogprobs } from '../../lm/plain/ops';
import { oneHot } from '../../lm/oneHot';
import { readAll } from '../../lm/read';
import { PAD } from '../../world/vocabulary';
import { gae, maskedMoments, whiten } from '../advantages';
import { crossEntropy } from '../../lm/crossEntropy';
import { exactKl, k1, k2, k3, tokenK3 } from '../kl';
import { maskedMean } from '../../lm/maskedMean';
import { maskedMeanOf, meanPerResponse } from '../maskedMean';
import { countPairs, logSigmoid, pairwiseLoss, pairWeights, type Ranked } from '../pairwiseLoss';
import { policyLoss, valueLoss } from '../ppoLoss';
import { normaliseRewardModel, scoreSequences } from '../rewardModel';
import { penalizeMissingEos, tokenRewards } from '../rewards';
import { sequenceBatch } from '../sequences';
import type { Comparison, CoveredCases } from './goldenFile';

/** Values and gradients of functions of one matrix, read in one go. */
export async function withGradients<K extends string>(
  x: Float32Array,
  shape: [number, number],
  functions: Readonly<Record<K, (x: tf.Tensor2D) => tf.Tensor>>,
): Promise<Record<K, { readonly value: Float32Array; readonly gradient: Float32Array }>> {
  const entries: [K, { value: Float32Array; gradient: Float32Array }][] = [];
  for (const name of Object.keys(functions) as K[]) {
    const read = tf.tidy(() => {
      const input = tf.tensor2d(x, shape);
      const f = functions[name];
      return { value: f(input), gradient: tf.grad((inside: tf.Tensor) => tf.sum(f(inside as tf.Tensor2D)))(input) };
    });
    entries.push([name, await readAll(read)]);
  }
  return Object.fromEntries(entries) as Record<K, { value: Float32Array; gradient: Float32Array }>;
}

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);
const mean = (values: ArrayLike<number>) => sum(values) / values.length;

async function logprobsAndEntropy(c: Comparison): Promise<void> {
  const [batch, time, vocabulary] = c.shape('logits') as [number, number, number];
  const upstream = tf.tensor1d(c.column('upstream'));
  const labels = c.ids('labels');
  for (const temperature of c.numbers('temperatures')) {
    const name = c.expectedNames().find((key) => Number(key.replace('temperature_', '')) === temperature) ?? '';
    const scaled = (x: tf.Tensor2D) => tf.div<tf.Tensor2D>(x, temperature);
    const { logprobs, entropy, weightedLogprobs, weightedEntropy } = await withGradients(
      c.column('logits'),
      [batch * time, vocabulary],
      {
        logprobs: (x) => tokenLogprobs(scaled(x), oneHot(labels, vocabulary)),
        entropy: (x) => tokenEntropy(scaled(x)),
        weightedLogprobs: (x) => tf.mul(upstream, tokenLogprobs(scaled(x), oneHot(labels, vocabulary))),
        weightedEntropy: (x) => tf.mul(upstream, tokenEntropy(scaled(x))),
      },
    );
    c.value([name, 'logprobs'], logprobs.value);
    c.value([name, 'entropy'], entropy.value);
    c.gradient([name, 'grad_logits_of_sum_upstream_times_logprobs'], weightedLogprobs.gradient);
    c.gradient([name, 'grad_logits_of_sum_upstream_times_entropy'], weightedEntropy.gradient);
  }
  upstream.dispose();
}

async function extremeLogits(c: Comparison): Promise<void> {
  const [rows, vocabulary] = c.shape('logits') as [number, number];
  const { logprobs, entropy, softmax } = await withGradients(c.column('logits'), [rows, vocabulary], {
    logprobs: (x) => tokenLogprobs(x, oneHot(c.ids('labels'), vocabulary)),
    entropy: tokenEntropy,
    softmax: (x) => tf.softmax(x),
  });
  c.value(['logprobs'], logprobs.value);
  c.value(['entropy'], entropy.value);
  c.gradient(['grad_logits_of_sum_logprobs'], logprobs.gradient);
  c.value(['softmax'], softmax.value);
}

async function stableLogSigmoid(c: Comparison): Promise<void> {
  const x = c.column('x');
  const alone = await withGradients(x, [x.length, 1], { logSigmoid });
  c.value(['log_sigmoid'], alone.logSigmoid.value);
  c.value(['grad'], alone.logSigmoid.gradient);
  // As the reward model's loss uses it: of the difference of two scores.
  for (const [i, difference] of x.entries()) {
    const weights = pairWeights([{ ranking: [0, 1], ties: [] }], 2);
    const { loss } = await withGradients(Float32Array.of(difference, 0), [1, 2], {
      loss: (scores) => pairwiseLoss(scores, tf.tensor3d(weights, [1, 2, 2])),
    });
    c.close('pairwise loss', loss.value, [-(alone.logSigmoid.value[i])]);
    const slope = alone.logSigmoid.gradient[i];
    c.close('gradient of the pairwise loss', loss.gradient, [-slope, slope]);
  }
}

async function maskedMomentsAndWhitening(c: Comparison): Promise<void> {
  const values = c.column('values');
  const mask = c.column('mask');
  const shape = c.shape('values') as [number, number];
  const { onDevice } = await readAll({
    onDevice: tf.tidy(() => maskedMean(tf.tensor2d(values, shape), tf.tensor2d(mask, shape))),
  });
  c.value(['masked_mean'], maskedMeanOf(values, mask));
  c.value(['masked_mean'], onDevice);
  const moments = maskedMoments(values, mask);
  c.value(['masked_mean'], moments.mean);
  c.value(['masked_var_biased'], moments.variance);
  c.value(['masked_whiten_biased_shift_mean_true'], whiten(values, mask));
  c.value(['masked_whiten_biased_shift_mean_false'], whiten(values, mask, false));
}

function truncationAndMasks(c: Comparison): void {
  const responses = c.rows('responses');
  const [rows, time] = c.shape('responses') as [number, number];
  const padId = c.number('pad_id');
  const generated = cutAtStop(responses.flat(), rows, time, [c.number('eos_id')]);
  const promptLength = 3;
  const prompt = new Array<number>(promptLength).fill(2);
  const batch = sequenceBatch(
    generated.map(({ tokens }) => ({ prompt, response: tokens })),
    promptLength + time,
  );
  const atResponse = (column: ArrayLike<number>) =>
    responses.flatMap((row, r) =>
      row.map((_, t) => column[r * (promptLength + time) + promptLength - 1 + t]),
    );
  const mask = atResponse(batch.mask);
  c.value(['response_mask'], mask);
  c.value(
    ['truncated_responses'],
    atResponse(batch.targets).map((token, i) => (mask[i] === 0 && token === PAD ? padId : token)),
  );
  c.value(
    ['last_token_index'],
    batch.lastPlace.map((place) => place - promptLength),
  );
  c.value(
    ['contains_eos'],
    generated.map(({ ended }) => Number(ended)),
  );
  c.value(
    ['response_lengths'],
    generated.map(({ tokens }) => tokens.length),
  );
  const zeros = new Float32Array(batch.mask.length);
  const scored = { logprobs: zeros, refLogprobs: zeros, mask: batch.mask, scores: new Float32Array(rows).fill(1) };
  const rewards = atResponse(tokenRewards(scored, 1));
  c.value(
    ['score_index_classic'],
    responses.map((_, row) => rewards.slice(row * time, (row + 1) * time).indexOf(1)),
  );
}

function klRewards(c: Comparison): void {
  const [logprobs, refLogprobs, mask, scores] = ['logprobs', 'ref_logprobs', 'mask', 'scores'].map((name) =>
    c.column(name),
  ) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const beta = c.number('beta');
  const rows = scores.length;
  const estimate = (estimator: (logRatio: number) => number) =>
    logprobs.map((value, i) => estimator(value - (refLogprobs[i])) * (mask[i]));
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
  c.value(
    ['scores_missing_eos_subtract_trl'],
    penalizeMissingEos(scores, ended, c.number('missing_eos_penalty')),
  );
}

/** 'gamma_0.99_lambda_0.9' → γ 0.99, λ 0.9 */
const DISCOUNTS = /gamma_([\d.]+)_lambda_([\d.]+|\d+_\d+)$/;

function advantagesAndReturns(c: Comparison): void {
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

async function ppoLosses(c: Comparison): Promise<void> {
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

async function pairwise(prompts: readonly Ranked[], rewards: Float32Array, width: number) {
  const weights = pairWeights(prompts, width);
  const { loss } = await withGradients(rewards, [prompts.length, width], {
    loss: (scores) => pairwiseLoss(scores, tf.tensor3d(weights, [prompts.length, width, width])),
  });
  const { pairs, right, margin } = countPairs(prompts, rewards, width);
  return { ...loss, pairs, accuracy: right / pairs, margin: margin / pairs };
}

async function rankings(c: Comparison): Promise<void> {
  const rewards = c.column('rewards');
  const width = c.number('K');
  const prompts = c.rows('ranking').map((ranking) => ({ ranking, ties: [] }));
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

async function mixedRankings(c: Comparison): Promise<void> {
  const [rewardsA, rewardsB] = [c.numbers('rewards_A'), c.numbers('rewards_B')];
  const width = Math.max(rewardsA.length, rewardsB.length);
  const rewards = new Float32Array(2 * width);
  rewards.set(rewardsA);
  rewards.set(rewardsB, width);
  const rankingA = c.numbers('ranking_A');
  const both = [rankingA, c.numbers('ranking_B')].map((ranking) => ({ ranking, ties: [] }));
  const { value, gradient } = await pairwise(both, rewards, width);
  c.value(['loss_per_prompt_normalised'], value);
  c.gradient(['grad_A'], gradient.slice(0, rewardsA.length));
  c.gradient(['grad_B'], gradient.slice(width, width + rewardsB.length));
  const ties = c.rows('ties_A') as [number, number][];
  const tied = await pairwise([{ ranking: rankingA, ties }], Float32Array.from(rewardsA), rewardsA.length);
  c.value(['loss_A_with_tie_dropped'], tied.value);
  c.value(['comparisons_A_with_tie'], tied.pairs);
}

async function chosenAndRejected(c: Comparison): Promise<void> {
  const [chosen, rejected] = [c.numbers('chosen'), c.numbers('rejected')];
  const rewards = Float32Array.from(chosen.flatMap((score, i) => [score, rejected[i]]));
  const pairs = await pairwise(
    chosen.map(() => ({ ranking: [0, 1], ties: [] })),
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
    forward: ({ inputs, batch, time }) => {
      const values = Array.from(inputs, (_, i) => {
        const row = Math.floor(i / time);
        return (scores[inputs[row * time]]) + (flat[bias]);
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
    bias: () => flat[bias],
  };
}

async function normalisation(c: Comparison): Promise<void> {
  const scores = c.numbers('demo_scores');
  const demonstrations = scores.map((_, i) => ({ prompt: [i], response: [1] }));
  const model = scriptedRewardModel(scores);
  const before = await normaliseRewardModel(model, demonstrations);
  c.close('demo_scores', before, scores);
  c.value(['instructgpt_bias'], -model.bias());
  c.value(['demo_scores_after'], await scoreSequences(model, demonstrations));
}

async function klEstimators(c: Comparison): Promise<void> {
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
    const values = logQ.map((value, v) => estimator(value - (logP[v])));
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
  const wrong = logQ.map((value, v) => k3((logP[v]) - value));
  c.value(['wrong_direction_k3'], wrong);
  c.value(['E_wrong_direction_k3'], expectation(wrong));
}

function smallArguments(c: Comparison): void {
  // log r is log π_ref − log π, our log ratio with the other sign. Relative: the values are as small as 5e-13.
  c.value(
    ['k3'],
    c.numbers('log_r').map((logR) => k3(-logR)),
    { rtol: 1e-8, atol: 0 },
  );
}

/** 'adamw_b2_0_999_wd_0_01' → β₂ 0.999, form PyTorch, with weight decay */
function adamVariant(name: string, c: Comparison): AdamW {
  const beta2 = Number((/_b2_(\d+_\d+)/.exec(name)?.[1] ?? '').replace('_', '.'));
  return {
    learningRate: c.number('lr'),
    beta1: 0.9,
    beta2,
    epsilon: c.number('eps'),
    weightDecay: name.startsWith('adamw') ? c.number('weight_decay_adamw') : 0,
    clipGradNorm: 1,
    form: name.startsWith('tensorflow1') ? 'tensorflow1' : 'pytorch',
  };
}

async function adam(c: Comparison): Promise<void> {
  for (const name of c.expectedNames()) {
    const optimizer = adamVariant(name, c);
    const after = tf.tidy(() => {
      let state = { parameters: tf.tensor1d(c.numbers('params')), ...noMoments(c.shape('params')[0]) };
      const steps = c.rows('grads_per_step').map((gradient) => {
        state = adamwStep(state.parameters, tf.tensor1d(gradient), state, optimizer);
        return state.parameters;
      });
      return { parameters: tf.stack(steps) };
    });
    c.value([name], (await readAll(after)).parameters);
  }
}

async function clipping(c: Comparison): Promise<void> {
  const [a, b] = [c.numbers('grad_a'), c.numbers('grad_b')];
  const { gradient, norm } = await readAll({
    ...clipByGlobalNorm(tf.tensor1d([...a, ...b]), c.number('max_norm')),
  });
  c.value(['grad_norm'], norm);
  c.gradient(['grad_a'], gradient.slice(0, a.length));
  c.gradient(['grad_b'], gradient.slice(a.length));
}

function schedules(c: Comparison): void {
  const steps = c.number('N');
  const rates = Array.from({ length: steps + 1 }, (_, step) => c.number('lr') * cosineToTenth(step, steps));
  c.value(['cosine_to_10pct'], rates);
}

async function completionLoss(c: Comparison): Promise<void> {
  const [batch, time, vocabulary] = c.shape('logits') as [number, number, number];
  const rows = Array.from({ length: batch }, (_, row) => row);
  const ids = c.ids('ids');
  /** [B, T] → [B, T − 1] without each row's first. */
  const shifted = (column: ArrayLike<number>) =>
    rows.flatMap((row) => Array.from({ length: time - 1 }, (_, t) => column[row * time + t + 1]));
  const targets = Int32Array.from(shifted(ids));
  const mask = shifted(c.numbers('completion_mask'));
  const shape: [number, number] = [batch, time - 1];
  const before = (x: tf.Tensor2D): tf.Tensor2D => {
    const places = tf.slice(tf.reshape(x, [batch, time, vocabulary]), 0, [batch, time - 1, vocabulary]);
    return tf.reshape(places, [batch * (time - 1), vocabulary]);
  };
  const logprobs = (x: tf.Tensor2D): tf.Tensor2D =>
    tf.reshape(tokenLogprobs(before(x), oneHot(targets, vocabulary)), shape);
  const read = await withGradients(c.column('logits'), [batch * time, vocabulary], {
    logprobs,
    loss: (x) => crossEntropy(logprobs(x), tf.tensor2d(mask, shape)),
    full: (x) => crossEntropy(logprobs(x), tf.tensor2d(c.numbers('full_lm_mask_shifted'), shape)),
    entropy: (x) => maskedMean(tf.reshape(tokenEntropy(before(x)), shape), tf.tensor2d(mask, shape)),
  });
  c.value(['token_logps'], read.logprobs.value);
  c.value(['loss_token_mean'], read.loss.value);
  c.gradient(['grad_logits_token_mean'], read.loss.gradient);
  c.value(['loss_full_lm'], read.full.value);
  c.value(['entropy'], read.entropy.value);
}

async function tanhGelu(c: Comparison): Promise<void> {
  const x = c.column('x');
  const read = await withGradients(x, [x.length, 1], { gelu });
  c.value(['tanh', 'value'], read.gelu.value);
  c.value(['tanh', 'grad'], read.gelu.gradient);
}

const BESSEL = 'we divide by n, as lm-human-preferences does, not by n − 1';
const TRL_PLACE = 'TRL puts the score one place later; ours lies at the last valid token';
const K1_PENALTY = 'the reward penalty is k1';
const ONLY_K3 = 'of the estimators only k3 is part of a loss, that of GRPO';
const SEQUENCE_MEAN = 'losses are means over tokens, not over sequences';
const NOT_LOGGED = 'a diagnostic that we do not log';

const CASES: CoveredCases = {
  logprobs_entropy_temperature: { run: logprobsAndEntropy },
  log_softmax_extreme: { run: extremeLogits },
  log_sigmoid_stability: { run: stableLogSigmoid },
  masked_mean_var_whiten: {
    run: maskedMomentsAndWhitening,
    notOurs: {
      masked_mean_axis1: SEQUENCE_MEAN,
      masked_var_unbiased: BESSEL,
      'masked_whiten_unbiased*': BESSEL,
    },
  },
  response_truncation_and_masks: { run: truncationAndMasks, notOurs: { 'trl_*': TRL_PLACE } },
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
  rm_pairwise_K4: { run: rankings },
  rm_pairwise_K9: { run: rankings },
  rm_mixed_K_ties: {
    run: mixedRankings,
    notOurs: {
      loss_flat_mean_over_pairs_NOT_InstructGPT: 'each prompt weighs the same',
      'grad_*_flat': 'each prompt weighs the same',
      loss_A_with_tie_divided_by_C42: 'the normaliser counts the pairs that remain',
    },
  },
  rm_pairwise_chosen_rejected: {
    run: chosenAndRejected,
    notOurs: {
      loss_with_margin: 'labelers rank, they give no margins',
      '*_with_centering': 'scores are centred by the bias after training',
      '*_reward': NOT_LOGGED,
    },
  },
  rm_normalisation: {
    run: normalisation,
    notOurs: { 'ziegler_*': 'InstructGPT shifts by a bias alone', policy_scores_after: 'InstructGPT shifts by a bias alone' },
  },
  kl_estimators: {
    run: klEstimators,
    notOurs: { E_grad_k1_as_loss: ONLY_K3, E_grad_k2_as_loss: ONLY_K3 },
  },
  k3_small_argument: { run: smallArguments },
  adam_5_steps: { run: adam },
  clip_grad_global_norm: { run: clipping },
  schedules_and_ema: {
    run: schedules,
    notOurs: {
      linear_ziegler: 'the schedules are constant or a cosine',
      instructgpt_ppo_warmup: "PPO's learning rates are constant",
      ema: 'weights are not averaged',
    },
  },
  sft_completion_only_loss: {
    run: completionLoss,
    notOurs: { loss_sequence_mean: SEQUENCE_MEAN, mean_token_accuracy: NOT_LOGGED },
  },
  gelu: { run: tanhGelu, notOurs: { exact: "GPT-2's GELU is the tanh form" } },
};

/** A few operations each, which float32 computes far better than a whole network: a quarter of the tolerance is enough. */
export const STAGE_CASES: CoveredCases = Object.fromEntries(
  Object.entries(CASES).map(([name, covered]) => [name, { ...covered, tightened: 0.25 }]),
);

/** Cases that no function of ours answers. */
export const UNCOVERED_CASES: Readonly<Record<string, string>> = {
  adaptive_kl_controller: "the KL coefficient is fixed, as in InstructGPT",
  running_moments: 'scores are not scaled by running moments',
};
