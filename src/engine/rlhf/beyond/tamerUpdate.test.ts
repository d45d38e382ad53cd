import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { openBackend } from '../../lm/backend';
import { readAll } from '../../lm/read';
import { chatPrompt } from '../../../world/promptFormats';
import { promptsOfKind } from '../../../world/prompts';
import { EOT } from '../../../world/vocabulary';
import { HUMAN_DELAY } from './credit';
import { pressAfterLastToken } from './feedback';
import { reinforceLoss } from './reinforce';
import type { CriticRollout } from '../rollout';
import { sequenceBatch } from '../sequences';
import { sequenceLogprobs } from '../sequenceLogprobs';
import { advantagesFromH, improvementLoss, labeledBatch, rewardsFromH } from './tamerUpdate';

const TIME = 6;
/** A response of two tokens and one of three; H of each text so far, at its last token. */
const batch = sequenceBatch(
  [
    { prompt: [1, 2], response: [3, EOT] },
    { prompt: [1], response: [3, 4, EOT] },
  ],
  TIME,
);
const rollout = {
  batch,
  scores: Float32Array.of(0.5, -0.25),
  values: Float32Array.from([9, 9, 0.1, 0.5, 9, 9, 9, 0.2, 0.3, -0.25, 9, 9]),
  logprobs: Float32Array.from([9, -1, -2, 9, 9, 9, -1, -1, -1, 9, 9, 9]),
  refLogprobs: Float32Array.from([9, -2, -2, 9, 9, 9, -1, -3, -1, 9, 9, 9]),
} as unknown as CriticRollout;

const close = (numbers: Float32Array, expected: readonly number[]) => {
  expect(numbers).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(numbers[i]).toBeCloseTo(value, 5));
};

describe('what H is worth to the policy', () => {
  test('by responses: H of the whole at its last token, less β × log ratio everywhere', () => {
    close(rewardsFromH(rollout, 'response', 0.1), [0, -0.1, 0.5, 0, 0, 0, 0, -0.2, -0.25, 0, 0, 0]);
  });

  test('by tokens: H of each token at the place that predicts it, less β × log ratio', () => {
    close(rewardsFromH(rollout, 'token', 0.1), [0, 0.1 - 0.1, 0.5, 0, 0, 0, 0.2, 0.3 - 0.2, -0.25, 0, 0, 0]);
  });

  test('by responses is one advantage for all tokens: the sum against the mean of the samples', () => {
    const advantages = advantagesFromH(rewardsFromH(rollout, 'response', 0.1), batch, 'response');
    close(advantages, [0, 1, 1, 0, 0, 0, -1, -1, -1, 0, 0, 0]);
  });

  test('by tokens is myopic: what comes after a token changes nothing about it', () => {
    const rewards = Float32Array.from([0, 1, 3, 0, 0, 0, 2, 2, 2, 0, 0, 0]);
    const scale = 1 / Math.sqrt(0.4); // five tokens of mean 2 and variance 2/5
    close(
      advantagesFromH(rewards, batch, 'token'),
      [0, -1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0].map((value) => value * scale),
    );
  });
});

describe('labels of a batch', () => {
  const prompt = promptsOfKind('story')[0];
  const first = chatPrompt(prompt.text).length;
  const response = { tokens: [30, 31, EOT], text: '', ended: true };
  const one = { prompt, response, feedback: pressAfterLastToken(3, -1, 0.2) };

  test.each(['response', 'token'] as const)('stand at the place of the token itself, by %s', (feedbackReading) => {
    const { batch, labels, weights } = labeledBatch([one], 2, { ...HUMAN_DELAY, feedbackReading });
    expect(batch.lastPlace[0]).toBe(first + 2);
    // A press 0.2 s after the last token appeared speaks of what came before it.
    close(labels.slice(first, first + 3), feedbackReading === 'response' ? [0, 0, -1] : [-0.25 / 0.6, -0.25 / 0.6, 0]);
    expect([...weights.slice(first, first + 3)]).toEqual(feedbackReading === 'response' ? [0, 0, 1] : [1, 1, 1]);
    const elsewhere = [...weights.keys()].filter((i) => i < first || i >= first + 3);
    expect(elsewhere.every((i) => weights[i] === 0 && labels[i] === 0)).toBe(true);
    expect(batch.batch).toBe(2);
  });
});

test('with one advantage a response the loss is that of REINFORCE', async () => {
  await openBackend('cpu');
  const { batch: rows, mask } = batch;
  const { own, reinforce } = await readAll(
    tf.tidy(() => {
      const logprobs = tf.tensor2d(rollout.logprobs, [rows, TIME]);
      const advantages = tf.tensor2d([0, 2, 2, 0, 0, 0, -3, -3, -3, 0, 0, 0], [rows, TIME]);
      const whole = sequenceLogprobs(logprobs, tf.tensor2d(mask, [rows, TIME]));
      return {
        own: improvementLoss(logprobs, advantages),
        reinforce: reinforceLoss(whole, tf.tensor2d([2, -3], [rows, 1])),
      };
    }),
  );
  expect(own[0]).toBeCloseTo(-(2 * -3 + -3 * -3) / 2, 5);
  expect(own[0]).toBeCloseTo(reinforce[0], 5);
});
