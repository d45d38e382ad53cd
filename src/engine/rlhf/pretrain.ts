/**
 * Stage 0: next-token prediction on the world's corpus, random windows of one stream (GPT-2, Radford et al. 2019).
 * Linear warm-up over 5 % of the steps, then a cosine to 10 %.
 */
import * as tf from '@tensorflow/tfjs-core';
import { warmupCosine, type AdamW } from '../lm/adamw';
import type { Model, TokenBatch } from '../lm/model';
import { consume, finite, readAll, readScalars } from '../lm/read';
import type { Rng } from '../../rng';
import { CONTEXT } from '../../world/vocabulary';
import { meanEstimate, type Estimate } from '../../estimates';

export interface PretrainSettings {
  readonly pretrainSteps: number;
  readonly pretrainBatch: number;
  readonly pretrainLr: number;
  readonly pretrainWeightDecay: number;
}

export type OptimizerSettings = Omit<AdamW, 'learningRate' | 'weightDecay'>;

export interface LanguageModelMetrics {
  readonly loss: number;
  readonly gradNorm: number;
  readonly learningRate: number;
}

export type PretrainStep =
  | { readonly kind: 'batch'; readonly batch: TokenBatch }
  | {
      readonly kind: 'update';
      readonly step: number;
      readonly steps: number;
      readonly batch: TokenBatch;
      readonly metrics: LanguageModelMetrics;
    };

/** Random windows of `time` tokens, each with the tokens that follow. */
export function sampleWindows(stream: Uint16Array, windows: number, rng: Rng, time = CONTEXT): TokenBatch {
  const starts = Array.from({ length: windows }, () => rng.int(stream.length - time));
  return windowsAt(stream, starts, time);
}

export function windowsAt(stream: Uint16Array, starts: readonly number[], time: number): TokenBatch {
  const inputs = new Int32Array(starts.length * time);
  const targets = new Int32Array(starts.length * time);
  starts.forEach((start, row) => {
    inputs.set(stream.subarray(start, start + time), row * time);
    targets.set(stream.subarray(start + 1, start + time + 1), row * time);
  });
  return { inputs, targets, batch: starts.length, time };
}

/** Trains on windows of the stream after `done` steps of an earlier run; the settings are read anew at each step. */
export async function* pretrain(
  model: Model,
  stream: Uint16Array,
  settings: () => PretrainSettings & { readonly optimizer: OptimizerSettings },
  rng: Rng,
  done = 0,
): AsyncGenerator<PretrainStep> {
  const { pretrainSteps: steps } = settings();
  for (let step = done; step < steps; step++) {
    const { pretrainBatch, pretrainLr, pretrainWeightDecay, optimizer } = settings();
    const batch = sampleWindows(stream, pretrainBatch, rng);
    yield { kind: 'batch', batch };
    const learningRate = pretrainLr * warmupCosine(step, steps);
    const loss = await model.backwardCrossEntropy(batch);
    const gradNorm = model.step({ ...optimizer, learningRate, weightDecay: pretrainWeightDecay });
    const metrics = { ...(await readScalars({ loss, gradNorm })), learningRate };
    yield { kind: 'update', step: step + 1, steps, batch, metrics };
  }
}

/** Cross entropy over consecutive windows of a stream, nats per token, with its error over windows. */
export async function streamEstimate(
  model: Model,
  stream: Uint16Array,
  windows: number,
  batchSize = 32,
  time = CONTEXT,
): Promise<Estimate> {
  const losses = new Float32Array(windows);
  for (let from = 0; from < windows; from += batchSize) {
    const starts = Array.from({ length: batchSize }, (_, i) => ((from + i) % windows) * CONTEXT);
    const batch = windowsAt(stream, starts, time);
    const said = await model.forward(batch, ['logprobs']);
    const read = await readAll({ losses: consume(said, ({ logprobs }) => tf.neg(tf.mean(logprobs, 1))) }); // [B]
    losses.set(read.losses.subarray(0, windows - from), from);
  }
  const measured = meanEstimate(losses);
  finite({ loss: measured.mean });
  return measured;
}

/** Mean cross entropy over consecutive windows of a stream, nats per token; its exponential is the perplexity. */
export async function streamLoss(...of: Parameters<typeof streamEstimate>): Promise<number> {
  return (await streamEstimate(...of)).mean;
}
