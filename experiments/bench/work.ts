/**
 * What a step of every stage asks of a network, on random tokens of the stages' own shapes. The losses are those of
 * `rlhf/`, the rollout is a call of the sampler.
 */
import * as tf from '@tensorflow/tfjs-core';
import { USUAL_ADAMW, type AdamW } from '../../src/engine/lm/adamw';
import { gptConfig, type GptConfig } from '../../src/engine/lm/config';
import { initialParameters } from '../../src/engine/lm/layout';
import type { Model, TokenBatch } from '../../src/engine/lm/model';
import { readAll } from '../../src/engine/lm/read';
import { makeWorld } from '../../src/engine/rlhf/makeWorld';
import { disposeNetworks, ppoNetworks, randomParameters, withScalarHead } from '../../src/engine/rlhf/networks';
import { trainPpo } from '../../src/engine/rlhf/ppo';
import { changeSettings, defaultSettings, trainingSettings, type Settings } from '../../src/experiment/settings';
import { pairwiseLoss, pairWeights } from '../../src/engine/rlhf/pairwiseLoss';
import { policyLoss, valueLoss } from '../../src/engine/rlhf/ppoLoss';
import { ROW_WIDTH, sequenceBatch, type SequenceBatch, atLastPlace } from '../../src/engine/rlhf/sequences';
import { Rng, stageRng } from '../../src/rng';
import { CONTEXT, MAX_RESPONSE, VOCABULARY } from '../../src/world/vocabulary';
import type { LaneMeasure } from './plan';

/** What a benchmark needs of a network. */
export type Trainee = Pick<Model, 'backward' | 'backwardCrossEntropy' | 'step' | 'generate' | 'dispose'>;

export type MakeTrainee = (config: GptConfig, parameters: Float32Array) => Trainee;

/** One step of work, again and again. */
export interface Task {
  readonly run: () => Promise<void>;
  /** Reads what the step reports, and so waits for its end. Absent: `run` itself does. */
  readonly settle?: () => Promise<void>;
  readonly dispose: () => void;
}

export const OPTIMIZER: AdamW = { ...USUAL_ADAMW, learningRate: 1e-3, weightDecay: 0.01 };

const PTX_WINDOWS = 16;
const RESPONSES = 4;
export const PROMPT = 8;
export const NEW_TOKENS = 20;

/** Places of a row, or new tokens of a rollout. */
const LENGTHS = {
  ...{ training: CONTEXT, sft: ROW_WIDTH, rewardModel: ROW_WIDTH, ppo: ROW_WIDTH, rollout: NEW_TOKENS },
  iteration: ROW_WIDTH,
};

/** Tokens that one step trains on, padding included, or writes. */
export function tokensOf({ work, batch }: LaneMeasure): number {
  return batch * LENGTHS[work] + (work === 'ppo' ? PTX_WINDOWS * CONTEXT : 0);
}

export function shapeOf({ work, batch }: LaneMeasure): string {
  return `${batch} × ${LENGTHS[work]}${work === 'ppo' ? ` + ${PTX_WINDOWS} × ${CONTEXT}` : ''}`;
}

export function configOf({ size }: LaneMeasure, scalarHead = false): GptConfig {
  return gptConfig(size, VOCABULARY.length, CONTEXT, scalarHead);
}

export function randomBatch(batch: number, time: number): TokenBatch {
  const rng = new Rng(2).fork(`${batch} × ${time}`);
  const ids = () => Int32Array.from({ length: batch * time }, () => rng.int(VOCABULARY.length));
  return { inputs: ids(), targets: ids(), batch, time };
}

/** The same tokens in arrays of their own, as the next batch of a stage would be: nothing may be kept for them. */
function anew<B extends TokenBatch>(batch: B): B {
  return { ...batch, inputs: batch.inputs.slice(), targets: batch.targets.slice() };
}

/** Chats of random tokens and lengths, as long as those of the world. */
function randomSequences(rows: number): SequenceBatch {
  const rng = new Rng(5);
  const ids = (least: number, most: number) =>
    Array.from({ length: least + rng.int(most - least + 1) }, () => rng.int(VOCABULARY.length));
  return sequenceBatch(Array.from({ length: rows }, () => ({ prompt: ids(8, 20), response: ids(4, MAX_RESPONSE) })));
}

type Terms = Readonly<Record<string, tf.Tensor>>;

/** Steps whose terms are read, all at once, when they have been taken. */
function training(networks: readonly Trainee[], step: () => Promise<Terms>): Task {
  let terms: Terms = {};
  return {
    run: async () => {
      terms = await step();
    },
    settle: async () => {
      const read = await readAll(terms);
      const broken = Object.entries(read).filter(([, [value]]) => !Number.isFinite(value));
      if (broken.length > 0) throw new Error(`Not finite: ${broken.map(([name]) => name).join(', ')}.`);
    },
    dispose: () => networks.forEach((network) => network.dispose()),
  };
}

function supervised(network: Trainee, batch: TokenBatch, mask?: Float32Array): Task {
  return training([network], async () => ({
    loss: await network.backwardCrossEntropy(anew(batch), mask),
    gradNorm: network.step(OPTIMIZER),
  }));
}

function rewardModel(network: Trainee, batch: SequenceBatch): Task {
  const prompts = batch.batch / RESPONSES;
  const ranked = Array.from({ length: prompts }, () => ({ levels: [[2], [0], [3], [1]] }));
  return training([network], async () => {
    const { loss } = await network.backward(anew(batch), ['values'], ({ values }) => {
      const scores = tf.reshape(atLastPlace(values, batch), [prompts, RESPONSES]);
      const weights = tf.tensor3d(pairWeights(ranked, RESPONSES), [prompts, RESPONSES, RESPONSES]);
      return { loss: pairwiseLoss(scores as tf.Tensor2D, weights) };
    });
    return { loss, gradNorm: network.step(OPTIMIZER) };
  });
}

/**
 * One minibatch of PPO-ptx: the gradients of policy, value network and pretraining batch, two steps of AdamW. Its rows are
 * those of every epoch, its windows new each time.
 */
function ppoUpdate(policy: Trainee, valueNetwork: Trainee, batch: SequenceBatch): Task {
  const rng = new Rng(3);
  const column = (mean: number) =>
    tf.tensor2d(
      Float32Array.from({ length: batch.batch * batch.time }, () => rng.normal(mean, 0.1)),
      [batch.batch, batch.time],
    );
  const columns = {
    mask: tf.tensor2d(batch.mask, [batch.batch, batch.time]),
    oldLogprobs: column(-Math.log(VOCABULARY.length)),
    advantages: column(0),
    oldValues: column(0),
    returns: column(0),
  };
  const windows = randomBatch(PTX_WINDOWS, CONTEXT);
  const task = training([policy, valueNetwork], async () => {
    const [{ loss, clipFraction, approxKl, ratio }, value, ptxLoss] = await Promise.all([
      policy.backward(batch, ['logprobs'], ({ logprobs }) => policyLoss(logprobs, columns, 0.2)),
      valueNetwork.backward(batch, ['values'], ({ values }) => ({ loss: valueLoss(values, columns, 0).loss })),
      policy.backwardCrossEntropy(anew(windows)),
    ]);
    return {
      ...{ policyLoss: loss, clipFraction, approxKl, ratio, valueLoss: value.loss, ptxLoss },
      gradNorm: policy.step(OPTIMIZER),
      valueGradNorm: valueNetwork.step(OPTIMIZER),
    };
  });
  return {
    ...task,
    dispose: () => {
      task.dispose();
      tf.dispose(columns);
    },
  };
}

function rollout(network: Trainee, rows: number): Task {
  const { inputs } = randomBatch(rows, PROMPT);
  const prompts = Array.from({ length: rows }, (_, row) => [...inputs.subarray(row * PROMPT, (row + 1) * PROMPT)]);
  const request = { prompts, maxTokens: NEW_TOKENS, temperature: 1, stopTokens: [] };
  let rollouts = 0;
  return {
    run: async () => {
      const drawn = await network.generate({ ...request, rng: new Rng(4, rollouts++) });
      if (drawn.some(({ tokens }) => tokens.length !== NEW_TOKENS)) throw new Error('A response is too short.');
    },
    dispose: () => network.dispose(),
  };
}

/** The default settings of an iteration. */
export function iterationSettings({ size, batch: rolloutBatch }: LaneMeasure): Settings {
  return changeSettings(defaultSettings(size), { rewardModelSize: size, rolloutBatch, ppoIterations: 2000 });
}

/** Whole iterations of PPO-ptx with the default settings, on networks with random weights. */
function iteration(measure: LaneMeasure): Task {
  const { size } = measure;
  const settings = iterationSettings(measure);
  const weights = randomParameters(size, settings.seed);
  const rewardModel = withScalarHead(size, weights);
  const networks = ppoNetworks(settings, { policy: weights, reference: weights, rewardModel });
  const { corpus } = makeWorld(settings);
  const steps = trainPpo(networks, corpus, () => trainingSettings(settings), stageRng(settings.seed, 'ppo'));
  return {
    run: async () => {
      for (let step = await steps.next(); !step.done; step = await steps.next()) {
        if (step.value.kind === 'metrics') return;
      }
      throw new Error('There are no more iterations.');
    },
    dispose: () => disposeNetworks(networks),
  };
}

/** The random weights that every contestant begins with. */
export function firstWeights(config: GptConfig): Float32Array {
  return initialParameters(config, new Rng(1));
}

/** The measure's work, done by networks made there. */
export function makeTask(measure: LaneMeasure, make: MakeTrainee): Task {
  const { work, batch: rows } = measure;
  const network = (scalarHead = false) => {
    const config = configOf(measure, scalarHead);
    return make(config, firstWeights(config));
  };
  switch (work) {
    case 'training':
      return supervised(network(), randomBatch(rows, CONTEXT));
    case 'sft': {
      const batch = randomSequences(rows);
      return supervised(network(), batch, batch.mask);
    }
    case 'rewardModel':
      return rewardModel(network(true), randomSequences(rows));
    case 'ppo':
      return ppoUpdate(network(), network(true), randomSequences(rows));
    case 'rollout':
      return rollout(network(), rows);
    case 'iteration':
      return iteration(measure);
    default:
      return work satisfies never;
  }
}
