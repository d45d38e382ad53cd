/** The golden cases of tokens: log-probabilities, means over masks, where a response ends, and the loss of fine-tuning. */
import * as tf from '@tensorflow/tfjs-core';
import { cutAtStop } from '../../engine/lm/plain/generate';
import { gelu, tokenEntropy, tokenLogprobs } from '../../engine/lm/plain/ops';
import { oneHot } from '../../engine/lm/oneHot';
import { readAll } from '../../engine/lm/read';
import { PAD } from '../../world/vocabulary';
import { maskedMoments, whiten } from '../../engine/rlhf/advantages';
import { crossEntropy } from '../../engine/lm/crossEntropy';
import { maskedMean } from '../../engine/lm/maskedMean';
import { logSigmoid, pairwiseLoss, pairWeights } from '../../engine/rlhf/pairwiseLoss';
import { tokenRewards } from '../../engine/rlhf/rewards';
import { sequenceBatch, maskedMeanOf } from '../../engine/rlhf/sequences';
import type { GoldenComparison, CoveredCases } from './goldenFile';
import { withGradients } from './gradientsOf';

async function logprobsAndEntropy(c: GoldenComparison): Promise<void> {
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

async function extremeLogits(c: GoldenComparison): Promise<void> {
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

async function stableLogSigmoid(c: GoldenComparison): Promise<void> {
  const x = c.column('x');
  const alone = await withGradients(x, [x.length, 1], { logSigmoid });
  c.value(['log_sigmoid'], alone.logSigmoid.value);
  c.value(['grad'], alone.logSigmoid.gradient);
  // As the reward model's loss uses it: of the difference of two scores.
  for (const [i, difference] of x.entries()) {
    const weights = pairWeights([{ levels: [[0], [1]] }], 2);
    const { loss } = await withGradients(Float32Array.of(difference, 0), [1, 2], {
      loss: (scores) => pairwiseLoss(scores, tf.tensor3d(weights, [1, 2, 2])),
    });
    c.close('pairwise loss', loss.value, [-alone.logSigmoid.value[i]]);
    const slope = alone.logSigmoid.gradient[i];
    c.close('gradient of the pairwise loss', loss.gradient, [-slope, slope]);
  }
}

async function maskedMomentsAndWhitening(c: GoldenComparison): Promise<void> {
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

function truncationAndMasks(c: GoldenComparison): void {
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
    responses.flatMap((row, r) => row.map((_, t) => column[r * (promptLength + time) + promptLength - 1 + t]));
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

async function completionLoss(c: GoldenComparison): Promise<void> {
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

async function tanhGelu(c: GoldenComparison): Promise<void> {
  const x = c.column('x');
  const read = await withGradients(x, [x.length, 1], { gelu });
  c.value(['tanh', 'value'], read.gelu.value);
  c.value(['tanh', 'grad'], read.gelu.gradient);
}

const BESSEL = 'we divide by n, as lm-human-preferences does, not by n − 1';
const TRL_PLACE = 'TRL puts the score one place later; ours lies at the last valid token';
const SEQUENCE_MEAN = 'losses are means over tokens, not over sequences';
const NOT_LOGGED = 'a diagnostic that we do not log';

export const TOKEN_CASES: CoveredCases = {
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
  sft_completion_only_loss: {
    run: completionLoss,
    notOurs: { loss_sequence_mean: SEQUENCE_MEAN, mean_token_accuracy: NOT_LOGGED },
  },
  gelu: { run: tanhGelu, notOurs: { exact: "GPT-2's GELU is the tanh form" } },
};
