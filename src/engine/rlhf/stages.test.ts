/**
 * The stages as they run, with few rows: the same seed gives the same run to the last bit, no tensor is left behind
 * however long one runs, and the first minibatch of an iteration meets the policy that made the rollout. At size XS on
 * WASM; on the CPU backend, which is slower, and for comparisons, which take 64 prompts at once, with a narrower network.
 */
import { createHash, type Hash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../lm/backend';
import type { GptConfig } from '../lm/config';
import type { Model } from '../lm/model';
import { Rng } from '../../rng';
import { defaultSettings, trainingSettings } from '../../experiment/settings';
import { CLOZE } from '../../world/benchmarks';
import { corpusStream } from '../../world/corpus';
import { demonstrations } from '../../world/demonstrations';
import { recruitLabelers } from '../../world/labelers';
import { evaluationPrompts, samplePrompt } from '../../world/prompts';
import { EOT } from '../../world/vocabulary';
import { trainBestOfN } from './beyond/bestOfN';
import { collectComparisons, type Comparison } from './comparisons';
import { DPO } from './beyond/dpo';
import { trainOffline } from './beyond/offline';
import { clozeAccuracy } from './evaluation/evaluate';
import { answerAndJudge } from './evaluation/judged';
import { trainGrpo } from './beyond/grpo';
import type { PpoSettings } from './ppoUpdate';
import { trainPpo, type PpoMicroStep } from './ppo';
import { pretrain, streamLoss } from './pretrain';
import { trainReinforce } from './beyond/reinforce';
import { normalizeRewardModel, rewardModelAccuracy, trainRewardModel } from './rewardModel';
import { trainRloo } from './beyond/rloo';
import type { Networks } from './rollout';
import { demonstrationLoss, demonstrationSequence, sft } from './sft';
import { NARROW, smallNetwork, XS } from '../../testing/smallNetworks';

const STEPS = 30;

const SETTINGS = {
  ...trainingSettings(defaultSettings('XS')),
  pretrainSteps: STEPS,
  pretrainBatch: 2,
  sftBatch: 2,
  sftEpochs: 1,
  rmBatchPrompts: 2,
  rmEpochs: STEPS / 2,
  comparisonPrompts: STEPS * 64,
  responsesPerPrompt: 4,
  ppoIterations: STEPS,
  rolloutBatch: 4,
  ptxBatch: 1,
  groupSize: 2,
  advantageScale: 'group',
  grpoAggregation: 'grpo',
  rlooLoss: 'clipped',
  roundIterations: 2,
  winnerEpochs: 2,
  winnerBatch: 2,
  offlineEpochs: STEPS / 2,
  offlineBatch: 2,
  offlineLr: 1e-3,
  dpoBeta: 0.3,
  dpoLoss: 'sigmoid',
  dpoLabelSmoothing: 0.1,
} as const;

const world = new Rng(1).fork('world');
const corpus = corpusStream(world.fork('corpus'), 2000);
const written = demonstrations(2 * STEPS, world.fork('demonstrations'));
const labelers = recruitLabelers(world.fork('labelers'));

const comparisons = [0, 1, 2, 3].map((first): Comparison => {
  const responses = [[20 + first, 30, EOT], [31, EOT], [32, 33, 34, EOT], [EOT]].map((tokens) => ({
    tokens,
    text: '',
    ended: true,
  }));
  const prompt = samplePrompt(world, 'train');
  return { prompt, responses, verdicts: [], labeler: 0, levels: [[2], [0], [1], [3]] };
});

/** What a stage yields; a whole step ends with one of `endsWith`. */
type Steps = AsyncGenerator<{ readonly kind: string }>;

interface Run {
  readonly steps: Steps;
  readonly networks: readonly Model[];
}

type Stage = (config: GptConfig, seed: number) => Run;

const ppo =
  (changes: Partial<PpoSettings>, sharedTrunk: boolean): Stage =>
  (config, seed) => {
    const scalar = { ...config, scalarHead: true };
    const policy = smallNetwork(sharedTrunk ? scalar : config);
    const valueNetwork = sharedTrunk ? policy : smallNetwork(scalar);
    const [referencePolicy, rewardModel] = [smallNetwork(config), smallNetwork(scalar)];
    const given = { policy, referencePolicy, rewardModel, valueNetwork };
    const steps = trainPpo(given, corpus, () => ({ ...SETTINGS, ...changes }), new Rng(seed));
    return { steps, networks: [...new Set(Object.values(given))] };
  };

type WithoutCritic = (networks: Networks, settings: () => typeof SETTINGS, rng: Rng) => Steps;

const without =
  (train: WithoutCritic): Stage =>
  (config, seed) => {
    const [policy, referencePolicy] = [smallNetwork(config), smallNetwork(config)];
    const given = { policy, referencePolicy, rewardModel: smallNetwork({ ...config, scalarHead: true }) };
    return { steps: train(given, () => SETTINGS, new Rng(seed)), networks: Object.values(given) };
  };

const STAGES: Readonly<Record<string, Stage>> = {
  pretrain: (config, seed) => {
    const model = smallNetwork(config);
    return { steps: pretrain(model, corpus, () => SETTINGS, new Rng(seed)), networks: [model] };
  },
  sft: (config, seed) => {
    const model = smallNetwork(config);
    return { steps: sft(model, written, () => SETTINGS, new Rng(seed)), networks: [model] };
  },
  'the reward model': (config, seed) => {
    const model = smallNetwork({ ...config, scalarHead: true });
    return { steps: trainRewardModel(model, comparisons, () => SETTINGS, new Rng(seed)), networks: [model] };
  },
  'PPO-ptx': ppo({}, false),
  'PPO on a shared trunk with value clipping': ppo({ ptxCoef: 0, valueClipRange: 0.2 }, true),
  GRPO: without(trainGrpo),
  'RLOO, clipped': without(trainRloo),
  REINFORCE: without(trainReinforce),
  'rejection sampling': without(trainBestOfN),
  DPO: (config, seed) => {
    const networks = { policy: smallNetwork(config), referencePolicy: smallNetwork(config) };
    const steps = trainOffline(DPO, networks, comparisons, () => SETTINGS, new Rng(seed));
    return { steps, networks: Object.values(networks) };
  },
};

/** Runs to the end of the next whole step. */
async function wholeStep(steps: Steps): Promise<unknown> {
  for (;;) {
    const next: IteratorResult<{ readonly kind: string }, unknown> = await steps.next();
    if (next.done) throw new Error('The stage ended too early.');
    // PPO updates several times an iteration.
    const { kind } = next.value;
    if (kind === 'metrics' || (kind === 'update' && !('experience' in next.value))) return next.value;
  }
}

const disposeAll = (networks: readonly Model[]) => {
  for (const model of networks) model.dispose();
};

/** Feeds every bit of a value to a hash; numbers as 64-bit floats, however the engine keeps them. */
function feed(hash: Hash, value: unknown): void {
  if (ArrayBuffer.isView(value)) hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  else if (typeof value === 'number') hash.update(Float64Array.of(value));
  else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      hash.update(key);
      feed(hash, part);
    }
  } else hash.update(String(value));
}

/** Every bit of a value, in short. */
function bits(value: unknown): string {
  const hash = createHash('sha256');
  feed(hash, value);
  return hash.digest('hex');
}

/** Every bit of what two steps yield and of the weights after them. */
async function record(stage: Stage, config: GptConfig, seed: number): Promise<string> {
  const { steps, networks } = stage(config, seed);
  const seen = [await wholeStep(steps), await wholeStep(steps)];
  await steps.return(undefined);
  const weights = await Promise.all(networks.map((model) => model.parameters()));
  disposeAll(networks);
  return bits({ seen, weights });
}

describe.each([
  ['wasm', XS, STEPS],
  ['cpu', NARROW, STEPS / 5],
] as const)('stages on %s', (backend, config, count) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  test.each(Object.entries(STAGES))('%s runs the same to the last bit from the same seed', async (_, stage) => {
    const first = await record(stage, config, 1);
    expect(await record(stage, config, 1)).toBe(first);
    expect(await record(stage, config, 2)).not.toBe(first);
  });

  test.each(Object.entries(STAGES))(`%s holds as many tensors after ${count} steps as after 3`, async (_, stage) => {
    const before = tf.memory().numTensors;
    const { steps, networks } = stage(config, 1);
    for (let step = 1; step <= 3; step++) await wholeStep(steps);
    const early = tf.memory().numTensors;
    for (let step = 4; step <= count; step++) await wholeStep(steps);
    expect(tf.memory().numTensors).toBe(early);
    await steps.return(undefined);
    disposeAll(networks);
    expect(tf.memory().numTensors).toBe(before);
  });

  test(`evaluation holds as many tensors after ${count} rounds as after 3`, async () => {
    const [model, scorer] = [smallNetwork(config), smallNetwork({ ...config, scalarHead: true })];
    const rng = new Rng(1);
    const round = async () => {
      for await (const judged of answerAndJudge(model, evaluationPrompts().slice(0, 2), 'chat', rng))
        expect(judged).toHaveLength(2);
      await streamLoss(model, corpus, 2, 2);
      await demonstrationLoss(model, written, 2 * STEPS);
      await rewardModelAccuracy(scorer, comparisons);
      await normalizeRewardModel(scorer, written.slice(0, 3).map(demonstrationSequence));
    };
    await clozeAccuracy(model, CLOZE.slice(0, 2));
    for (let i = 1; i <= 3; i++) await round();
    const early = tf.memory().numTensors;
    for (let i = 4; i <= count; i++) await round();
    await clozeAccuracy(model, CLOZE.slice(0, 2));
    expect(tf.memory().numTensors).toBe(early);
    disposeAll([model, scorer]);
  });

  test('in each iteration the first minibatch finds ratio 1, nothing clipped, and at first no KL', async () => {
    const { steps, networks } = ppo({ temperature: 0.7 }, false)(config, 1);
    let iteration = 0;
    for await (const step of steps as AsyncGenerator<PpoMicroStep>) {
      if (step.kind === 'rollout' && iteration === 0) expect(Math.max(...step.rollout.kl)).toBeLessThan(1e-6);
      if (step.kind === 'update' && step.update === 1) {
        const { ratio, clipFraction, approxKl } = await step.metrics();
        expect(Math.abs(ratio - 1)).toBeLessThan(1e-5);
        expect(clipFraction).toBe(0);
        expect(approxKl).toBeLessThan(1e-9);
      }
      if (step.kind === 'update' && step.update > 1) expect((await step.metrics()).approxKl).toBeGreaterThan(1e-9);
      if (step.kind === 'metrics' && ++iteration === 3) {
        expect(step.metrics.kl).toBeGreaterThan(0);
        break;
      }
    }
    disposeAll(networks);
  });
});

describe('comparisons', () => {
  test.each(['wasm', 'cpu'] as const)('on %s are the same from the same seed', async (backend) => {
    await openBackend(backend);
    const model = smallNetwork(NARROW);
    const first = async (seed: number) => {
      const collected = collectComparisons({ policy: model, base: model, labelers }, SETTINGS, new Rng(seed));
      const next = await collected.next();
      await collected.return(undefined);
      return bits(next);
    };
    const batch = await first(1);
    expect(await first(1)).toBe(batch);
    expect(await first(2)).not.toBe(batch);
    model.dispose();
  });

  test(`hold as many tensors after ${STEPS} batches as after 3`, async () => {
    await openBackend('wasm');
    const model = smallNetwork(NARROW);
    const sources = { policy: model, base: model, labelers };
    let batches = 0;
    let early = NaN;
    for await (const batch of collectComparisons(sources, SETTINGS, new Rng(1))) {
      expect(batch).toHaveLength(64);
      for (const { responses, levels } of batch) expect(levels.flat().sort()).toEqual(responses.map((_, i) => i));
      if (++batches === 3) early = tf.memory().numTensors;
    }
    expect(batches).toBe(STEPS);
    expect(tf.memory().numTensors).toBe(early);
    model.dispose();
  });
});
