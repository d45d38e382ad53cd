/**
 * TAMER's two ways of learning. H, the scalar head at a token, is regressed on the labels that feedback gives to tokens:
 * mean (H − label)² over the tokens that have one. The policy then follows H by one step of REINFORCE (`reinforce.ts`),
 * in which the mean of the samples is the baseline.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { AdamW } from '../../lm/adamw';
import { maskedMean } from '../../lm/maskedMean';
import type { Model } from '../../lm/model';
import { readAll, readScalars } from '../../lm/read';
import { chatPrompt } from '../../../world/promptFormats';
import { whiten } from '../advantages';
import { tokenLabels, type FeedbackReading, type FeedbackSettings, type RatedResponse } from './feedback';
import { atEveryToken } from '../iteration';
import { updatePolicy } from '../minibatches';
import { tokenRewards } from '../rewards';
import type { CriticRollout } from '../rollout';
import { sequenceBatch, type SequenceBatch, sumPerResponse } from '../sequences';

/** Rated responses as rows; labels and weights stand at the place of the token that they speak of. */
export interface LabeledBatch {
  readonly batch: SequenceBatch;
  /** [B·T] each */
  readonly labels: Float32Array;
  readonly weights: Float32Array;
}

/** A batch of `rows` rows, those that are missing without weight, so that every batch has one shape. */
export function labeledBatch(rated: readonly RatedResponse[], rows: number, settings: FeedbackSettings): LabeledBatch {
  const filled = Array.from({ length: rows }, (_, row) => rated[row] ?? rated[0]);
  const prompts = filled.map(({ prompt }) => chatPrompt(prompt.text));
  const batch = sequenceBatch(filled.map(({ response }, row) => ({ prompt: prompts[row], response: response.tokens })));
  const labels = new Float32Array(rows * batch.time);
  const weights = new Float32Array(rows * batch.time);
  rated.forEach((one, row) => {
    const said = tokenLabels(one, settings);
    const firstToken = row * batch.time + prompts[row].length;
    labels.set(said.labels, firstToken);
    weights.set(said.weights, firstToken);
  });
  return { batch, labels, weights };
}

/** Mean squared error where labels count. values, labels, weights [B, T] */
export function regressionLoss(values: tf.Tensor2D, labels: tf.Tensor2D, weights: tf.Tensor2D): tf.Scalar {
  return maskedMean(tf.square(tf.sub(values, labels)), weights);
}

/** One step of H towards the labels; returns the loss before it. */
export async function regress(h: Model, { batch, labels, weights }: LabeledBatch, optimizer: AdamW) {
  const column = (values: Float32Array) => tf.tensor2d(values, [batch.batch, batch.time]);
  const { loss } = await h.backward(batch, ['values'], ({ values }) => ({
    loss: regressionLoss(values, column(labels), column(weights)),
  }));
  return readScalars({ regressionLoss: loss, regressionGradNorm: h.step(optimizer) });
}

/** Share of the labels other than 0 whose sign is that of H; H = 0 counts one half. Null without such labels. */
export async function signAccuracy(h: Model, { batch, labels, weights }: LabeledBatch): Promise<number | null> {
  const { values } = await readAll(await h.forward(batch, ['values']));
  let right = 0;
  let counted = 0;
  labels.forEach((label, i) => {
    if (weights[i] === 0 || label === 0) return;
    right += (1 + Math.sign(values[i] * label)) / 2;
    counted++;
  });
  return counted === 0 ? null : right / counted;
}

/**
 * What each token earns, less β times its log ratio to the reference. In the reading by responses H of the whole response
 * stands at its last token, in the reading by tokens H of each token at that token. The rollout's values and scores are
 * H's. 0 outside the responses. [B·T]
 */
export function rewardsFromH(rollout: CriticRollout, reading: FeedbackReading, klCoef: number): Float32Array {
  const { batch, values, scores } = rollout;
  if (reading === 'response') return tokenRewards({ ...rollout, mask: batch.mask }, klCoef);
  const penalties = tokenRewards({ ...rollout, mask: batch.mask, scores: new Float32Array(scores.length) }, klCoef);
  // A token's columns lie at the place before it, H of the token at its own.
  return penalties.map((penalty, i) => (batch.mask[i] === 1 ? penalty + values[i + 1] : 0));
}

/**
 * How much better than the samples' mean an action was, in standard deviations: the whole response by all that it earned,
 * or each token by what it earned itself, whatever comes after it (discount 0). 0 outside the responses. [B·T]
 */
export function advantagesFromH(rewards: Float32Array, batch: SequenceBatch, reading: FeedbackReading): Float32Array {
  if (reading === 'token') return whiten(rewards, batch.mask);
  const perResponse = sumPerResponse(rewards, batch.mask, batch.batch);
  return atEveryToken(whiten(perResponse, new Float32Array(batch.batch).fill(1)), batch.mask);
}

/** −mean Σ_t A_t log π(y_t) over responses, the loss of `reinforce.ts` if all tokens have one A. logprobs, A [B, T] */
export function improvementLoss(logprobs: tf.Tensor2D, advantages: tf.Tensor2D): tf.Scalar {
  return tf.neg(tf.mean(tf.sum(tf.mul(advantages, logprobs), 1)));
}

/** One step of the policy along the advantages. [B·T] */
export async function improve(
  policy: Model,
  batch: SequenceBatch,
  advantages: Float32Array,
  settings: Parameters<typeof updatePolicy>[3],
) {
  const lossOf = (logprobs: tf.Tensor2D) => {
    return { loss: improvementLoss(logprobs, tf.tensor2d(advantages, [batch.batch, batch.time])) };
  };
  return readScalars(await updatePolicy(policy, batch, lossOf, settings));
}
