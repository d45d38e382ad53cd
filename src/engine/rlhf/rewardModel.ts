/**
 * Step 2b of InstructGPT: a scalar head on the fine-tuned model learns the labelers' rankings (equation 1) and is then
 * shifted so that demonstrations score 0 on average (InstructGPT §3.5: "normalize the reward model using a bias").
 * Different from the paper: two epochs, since the data are few.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type Settings, trainingSettings } from '../../experiment/settings';
import { warmupCosine, type AdamW } from '../lm/adamw';
import { parameterLayout } from '../lm/layout';
import type { Model } from '../lm/model';
import { consume, finite, readAll } from '../lm/read';
import { type Rng, stageRng } from '../../rng';
import { evenSequences, type RankedResponses } from './comparisons';
import { estimate, type Estimate } from '../../estimates';
import { checkScoreGradients } from './invariants';
import type { World } from './makeWorld';
import { countPairs, pairwiseLoss, pairWeights, type PairCounts } from './pairwiseLoss';
import { atLastPlace, batchesOfEpochs, sequenceBatch, type Sequence } from './sequences';
import { demonstrationSequence } from './sft';

export interface RewardModelSettings {
  readonly rmEpochs: number;
  readonly rmBatchPrompts: number;
  readonly rmLr: number;
  readonly rmWeightDecay: number;
}

export interface RewardModelMetrics {
  readonly loss: number;
  /** Share of pairs that the scores order like the labelers, and mean r_w − r_l; absent in a batch without any pair. */
  readonly accuracy?: number;
  readonly margin?: number;
  readonly gradNorm: number;
  readonly learningRate: number;
}

export type RewardModelStep =
  | { readonly kind: 'batch'; readonly comparisons: readonly RankedResponses[] }
  | {
      readonly kind: 'update';
      readonly step: number;
      readonly steps: number;
      readonly comparisons: readonly RankedResponses[];
      /** Scores before the update, prompt by prompt, as many to each as to the prompt with most responses. [P·K] */
      readonly scores: Float32Array;
      readonly counts: PairCounts;
      readonly metrics: RewardModelMetrics;
    };

/** The reward model's scores of sequences, in batches of one shape. [sequences] */
export async function scoreSequences(
  model: Model,
  sequences: readonly Sequence[],
  batchSize = 64,
): Promise<Float32Array> {
  const scores = new Float32Array(sequences.length);
  for (let from = 0; from < sequences.length; from += batchSize) {
    const part = sequences.slice(from, from + batchSize);
    const filled = [...part, ...Array.from({ length: batchSize - part.length }, () => part[0])];
    const batch = sequenceBatch(filled);
    const said = await model.forward(batch, ['values']);
    const read = await readAll({ scores: consume(said, ({ values }) => atLastPlace(values, batch)) });
    scores.set(read.scores.subarray(0, part.length), from);
  }
  return scores;
}

/** Trains on comparisons, of which `done` batches were learned before; the settings are read anew at each step. */
export async function* trainRewardModel(
  model: Model,
  comparisons: readonly RankedResponses[],
  settings: () => RewardModelSettings & { readonly optimizer: Omit<AdamW, 'learningRate' | 'weightDecay'> },
  rng: Rng,
  done = 0,
): AsyncGenerator<RewardModelStep> {
  const { rmEpochs, rmBatchPrompts } = settings();
  for (const { batch, step, steps } of batchesOfEpochs(comparisons, rmEpochs, rmBatchPrompts, rng, done)) {
    yield { kind: 'batch', comparisons: batch };
    const { rmLr, rmWeightDecay, optimizer } = settings();
    const learningRate = rmLr * warmupCosine(step, steps);
    const update = updateRewardModel(model, batch, { ...optimizer, learningRate, weightDecay: rmWeightDecay });
    yield { kind: 'update', step: step + 1, steps, comparisons: batch, ...(await update) };
  }
}

/**
 * One step on a batch. A batch without any pair has loss and gradient 0: of the step remain Adam's momentum and the weight
 * decay, as after any gradient of 0.
 */
async function updateRewardModel(model: Model, comparisons: readonly RankedResponses[], optimizer: AdamW) {
  const prompts = comparisons.length;
  const { rows, width } = evenSequences(comparisons);
  const batch = sequenceBatch(rows);
  const weights = tf.tensor3d(pairWeights(comparisons, width), [prompts, width, width]);
  const lossOf = (scores: tf.Tensor) => pairwiseLoss(tf.reshape(scores, [prompts, width]), weights);
  const terms = await model.backward(batch, ['values'], ({ values }) => {
    const scores = atLastPlace(values, batch); // [P·K]
    return { loss: lossOf(scores), scores };
  });
  const gradNorm = model.step(optimizer);
  const gradientSums = tf.tidy(() => tf.sum(tf.reshape(tf.grad(lossOf)(terms.scores), [prompts, width]), 1)); // [P]
  weights.dispose();
  const { scores, gradientSums: sums, ...read } = await readAll({ ...terms, gradientSums, gradNorm });
  checkScoreGradients(sums);
  const scalars = finite({ loss: read.loss[0], gradNorm: read.gradNorm[0] });
  const counts = countPairs(comparisons, scores, width);
  const { pairs, right, margin } = counts;
  const ofPairs = pairs > 0 && { accuracy: right / pairs, margin: margin / pairs };
  const metrics: RewardModelMetrics = { ...scalars, ...ofPairs, learningRate: optimizer.learningRate };
  return { scores, counts, metrics };
}

/**
 * Share of pairs that scores [P·K] order like the labelers; pairs of identical responses are left out. Its error is
 * clustered by prompt, since pairs of one ranking share their responses.
 */
export function pairAccuracy(comparisons: readonly RankedResponses[], scores: Float32Array): Estimate {
  const width = Math.max(...comparisons.map(({ responses }) => responses.length));
  return estimate(
    comparisons.map((comparison, p) => {
      const { right, pairs } = countPairs([comparison], scores.subarray(p * width, (p + 1) * width), width);
      return { prompt: comparison.prompt.text, of: right, over: pairs };
    }),
  );
}

export async function accuracyEstimate(model: Model, comparisons: readonly RankedResponses[]): Promise<Estimate> {
  return pairAccuracy(comparisons, await scoreSequences(model, evenSequences(comparisons).rows));
}

/** Share of pairs that the reward model orders like the labelers; pairs of identical responses are left out. */
export async function rewardModelAccuracy(model: Model, comparisons: readonly RankedResponses[]): Promise<number> {
  return (await accuracyEstimate(model, comparisons)).mean;
}

/** Shifts the scalar head so that these sequences score 0 on average. Returns the scores before. */
export async function normalizeRewardModel(model: Model, demonstrations: readonly Sequence[]): Promise<Float32Array> {
  const scores = await scoreSequences(model, demonstrations);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const parameters = await model.parameters();
  const bias = parameterLayout(model.config).parameters.find(({ name }) => name === 'score.bias');
  if (!bias) throw new Error('Only a network with a scalar head can be normalized.');
  parameters[bias.offset] -= mean;
  model.load(parameters);
  return scores;
}

/** Demonstrations whose mean score becomes 0. */
const NORMALIZING_DEMONSTRATIONS = 512;

export type RewardModelStageStep =
  RewardModelStep | { readonly kind: 'normalize'; readonly mean: number; readonly demonstrationScores: Float32Array };

/** Trains on comparisons, of which `done` batches were learned before, then normalizes on demonstrations. */
export async function* rewardModelStage(
  model: Model,
  comparisons: readonly RankedResponses[],
  world: World,
  settings: () => Settings,
  round = 1,
  done = 0,
): AsyncGenerator<RewardModelStageStep> {
  const rng = stageRng(settings().seed, 'rewardModel', round);
  yield* trainRewardModel(model, comparisons, () => trainingSettings(settings()), rng, done);
  const written = world.demonstrations.slice(0, NORMALIZING_DEMONSTRATIONS).map(demonstrationSequence);
  const demonstrationScores = await normalizeRewardModel(model, written);
  const mean = demonstrationScores.reduce((sum, score) => sum + score, 0) / demonstrationScores.length;
  yield { kind: 'normalize', mean, demonstrationScores };
}
