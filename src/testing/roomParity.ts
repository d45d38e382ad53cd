/**
 * The same work for whatever room is entered, so that one can be held to another: everything a network of size S says and
 * its gradients, 50 steps of SFT, and PPO's updates replayed on rollouts that were recorded before.
 */
import * as tf from '@tensorflow/tfjs-core';
import { gptConfig, type GptConfig } from '../engine/lm/config';
import { initialParameters } from '../engine/lm/layout';
import type { LossHead } from '../engine/lm/model';
import { readAll } from '../engine/lm/read';
import { Rng } from '../rng';
import { defaultSettings, type Settings, optimizerSettings, trainingSettings } from '../experiment/settings';
import { corpusStream } from '../world/corpus';
import { demonstrations } from '../world/demonstrations';
import { CONTEXT, VOCABULARY } from '../world/vocabulary';
import { languageModel, scalarModel } from '../engine/rlhf/networks';
import { readUpdate, takeColumns } from '../engine/rlhf/minibatches';
import { trainPpo } from '../engine/rlhf/ppo';
import { samplePtxWindows, update, uploadColumns, type PpoExperience } from '../engine/rlhf/ppoUpdate';
import type { ActorCritic } from '../engine/rlhf/rollout';
import { sequenceBatch } from '../engine/rlhf/sequences';
import { demonstrationSequence, sft } from '../engine/rlhf/sft';

const SETTINGS: Settings = { ...defaultSettings('XS'), rewardModelSize: 'XS', rolloutBatch: 16, ptxBatch: 4 };
const ITERATIONS = 10;
/** Two minibatches of each iteration's episodes. */
const MINIBATCHES = [Int32Array.of(3, 1, 4, 15, 9, 2, 6, 5), Int32Array.of(0, 7, 8, 10, 11, 12, 13, 14)];

const written = demonstrations(64, new Rng(3));
const corpus = corpusStream(new Rng(2), 5000, { spanishShare: 0.04 });
const shape = (size: 'XS' | 'S', scalarHead: boolean) => gptConfig(size, VOCABULARY.length, CONTEXT, scalarHead);

/** Random weights, large enough that nothing in the network is nearly linear. */
function stirred(config: GptConfig, seed: number): Float32Array {
  const rng = new Rng(seed).fork('stir');
  return initialParameters(config, new Rng(seed)).map((value) => value + rng.normal(0, 0.05));
}

/** ‖found − expected‖ / ‖expected‖ */
export function relativeError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  const norm = (values: readonly number[]) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return norm(Array.from(found, (value, i) => value - expected[i])) / norm(Array.from(expected));
}

/** Every head of a batch at a temperature, and the gradient of each one's sum of squares. */
export async function headsAndGradients(): Promise<Record<string, Float32Array>> {
  const batch = sequenceBatch(written.slice(0, 6).map(demonstrationSequence));
  const { time } = batch;
  // What stands in the padding is not looked at: a room may leave it out.
  const counts = batch.mask.map((_, i) => (i % time < batch.lengths[Math.floor(i / time)] ? 1 : 0));
  const model = scalarModel('S', stirred(shape('S', true), 1));
  const seen: Record<string, Float32Array> = await readAll(
    await model.forward(batch, ['logprobs', 'entropy', 'values', 'logits'], 0.7),
  );
  for (const column of Object.values(seen)) {
    const width = column.length / counts.length;
    column.forEach((_, i) => {
      if (counts[Math.floor(i / width)] === 0) column[i] = 0;
    });
  }
  for (const head of ['logprobs', 'entropy', 'values'] as const satisfies readonly LossHead[]) {
    const { loss } = await model.backward(batch, [head], (heads) => {
      const column = (heads as Record<LossHead, tf.Tensor2D>)[head];
      return {
        loss: tf.sum<tf.Scalar>(tf.square<tf.Tensor2D>(tf.mul(column, tf.tensor2d(counts, [batch.batch, time])))),
      };
    });
    loss.dispose();
    seen[`gradient of ${head}`] = await model.gradient();
    model.step({ ...optimizerSettings(SETTINGS), learningRate: 0, weightDecay: 0 }).dispose();
  }
  model.dispose();
  return seen;
}

/** Losses of 50 steps of SFT at size XS. */
export async function sftLosses(): Promise<number[]> {
  const model = languageModel('XS', initialParameters(shape('XS', false), new Rng(1)));
  const settings = { ...trainingSettings(SETTINGS), sftEpochs: 25 };
  const losses: number[] = [];
  for await (const step of sft(model, written, () => settings, new Rng(4))) {
    if (step.kind === 'update') losses.push(step.metrics.loss);
  }
  model.dispose();
  return losses;
}

function networks(): ActorCritic {
  return {
    policy: languageModel('XS', stirred(shape('XS', false), 1)),
    referencePolicy: languageModel('XS', stirred(shape('XS', false), 1)),
    rewardModel: scalarModel('XS', stirred(shape('XS', true), 2)),
    valueNetwork: scalarModel('XS', stirred(shape('XS', true), 2)),
  };
}

function disposeAll({ policy, referencePolicy, rewardModel, valueNetwork }: ActorCritic): void {
  for (const model of [policy, referencePolicy, rewardModel, valueNetwork]) model.dispose();
}

/** What ten iterations of PPO-ptx at size XS met. */
export async function recordExperiences(): Promise<PpoExperience[]> {
  const settings = trainingSettings({ ...SETTINGS, ppoIterations: ITERATIONS });
  const recorded = networks();
  const experiences: PpoExperience[] = [];
  for await (const step of trainPpo(recorded, corpus, () => settings, new Rng(5))) {
    if (step.kind === 'metrics') experiences.push(step.experience);
  }
  disposeAll(recorded);
  return experiences;
}

/** Policy, value and pretraining losses of fresh networks that update on those experiences. */
export async function replayedLosses(experiences: readonly PpoExperience[]): Promise<number[]> {
  const replaying = networks();
  const rng = new Rng(6);
  const losses: number[] = [];
  for (const experience of experiences) {
    const columns = uploadColumns(experience);
    for (const rows of MINIBATCHES) {
      const taken = takeColumns(columns, rows);
      const batch = { ...experience.batch, batch: rows.length, rows };
      const terms = await update(
        replaying,
        batch,
        taken,
        samplePtxWindows(corpus, SETTINGS, rng),
        trainingSettings(SETTINGS),
      );
      const { policyLoss, valueLoss, ptxLoss = NaN } = await readUpdate(terms);
      losses.push(policyLoss, valueLoss, ptxLoss);
      tf.dispose([taken, terms]);
    }
    tf.dispose(columns);
  }
  disposeAll(replaying);
  return losses;
}
