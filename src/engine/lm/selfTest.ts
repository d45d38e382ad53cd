/**
 * A short self-test on the learner's own machine: a tiny network takes a few real training steps and draws a few tokens,
 * and must agree with the CPU backend. Drivers differ; a wrong one is better found here than in a strange curve.
 */
import * as tf from '@tensorflow/tfjs-core';
import { Rng } from '../../rng';
import { USUAL_ADAMW, type AdamW } from './adamw';
import type { GptConfig } from './config';
import { initialParameters } from './layout';
import type { Model, TokenBatch } from './model';
import { createModel } from './createModel';
import { readScalars } from './read';

const TINY: GptConfig = { vocabulary: 11, context: 8, width: 8, layers: 2, heads: 2, scalarHead: true };
const STEPS = 3;
const TOLERANCE = 1e-3;

/** AdamW with the settings of a short check. */
export const OPTIMIZER: AdamW = { ...USUAL_ADAMW, learningRate: 0.01, weightDecay: 0.01 };

function randomBatch({ vocabulary }: GptConfig, batch: number, time: number, rng: Rng): TokenBatch {
  const ids = () => Int32Array.from({ length: batch * time }, () => rng.int(vocabulary));
  return { inputs: ids(), targets: ids(), batch, time };
}

/** One training step on a batch; returns its loss. */
async function trainOnce(model: Model, batch: TokenBatch): Promise<number> {
  const terms = await model.backward(batch, ['logprobs', 'values'], ({ logprobs, values }) => ({
    loss: tf.add<tf.Scalar>(tf.neg(tf.mean(logprobs)), tf.mean(tf.square(tf.sub(values, 1)))),
  }));
  const gradNorm = model.step(OPTIMIZER);
  return (await readScalars({ ...terms, gradNorm })).loss;
}

/** Losses of a few steps and the tokens drawn after them, on the current backend. */
export async function selfTest(): Promise<number[]> {
  const rng = new Rng(7);
  const model = createModel(TINY, initialParameters(TINY, rng.fork('weights')));
  try {
    const batch = randomBatch(TINY, 2, TINY.context, rng);
    const results: number[] = [];
    for (let step = 0; step < STEPS; step++) results.push(await trainOnce(model, batch));
    const prompts = [[1, 2, 3], [4]];
    const drawn = await model.generate({
      prompts,
      maxTokens: 4,
      temperature: 1,
      stopTokens: [],
      rng: rng.fork('noise'),
    });
    return [...results, ...drawn.flatMap(({ tokens }) => tokens)];
  } finally {
    model.dispose();
  }
}

/** What is wrong with a self-test's results, as a sentence; null if they agree with the CPU's. */
export function disagreement(results: readonly number[], expected: readonly number[]): string | null {
  const worst = Math.max(...results.map((value, i) => Math.abs(value - expected[i])));
  return worst <= TOLERANCE
    ? null
    : `Its self-test differs from the CPU by ${worst.toPrecision(2)}, more than ${TOLERANCE}.`;
}

/** Median milliseconds of a real training step of a throw-away network, after one step of warm-up. */
export async function timeSteps(config: GptConfig, batch: number, steps: number, now: () => number): Promise<number> {
  const rng = new Rng(8);
  const model = createModel({ ...config, scalarHead: true }, initialParameters({ ...config, scalarHead: true }, rng));
  try {
    const durations: number[] = [];
    for (let step = 0; step <= steps; step++) {
      const rows = randomBatch(config, batch, config.context, rng);
      const begun = now();
      await trainOnce(model, rows);
      if (step > 0) durations.push(now() - begun);
    }
    return durations.sort((a, b) => a - b)[Math.floor(durations.length / 2)];
  } finally {
    model.dispose();
  }
}
