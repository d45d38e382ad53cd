/** What PPO, GRPO, RLOO, REINFORCE and rejection sampling have in common, on a network of a few hundred parameters. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { openBackend } from '../lm/backend';
import type { Model } from '../lm/model';
import { NonFiniteError } from '../lm/read';
import { Rng } from '../../rng';
import { defaultSettings, trainingSettings } from '../../experiment/settings';
import { trainBestOfN } from './beyond/bestOfN';
import { trainGrpo } from './beyond/grpo';
import { atEveryToken, promptGroups, type Experience, type IterationMetrics, type IterationStep } from './iteration';
import { sumPerResponse } from './sequences';
import { minibatchRows } from './minibatches';
import { trainPpo } from './ppo';
import { trainReinforce } from './beyond/reinforce';
import { trainRloo } from './beyond/rloo';
import type { Networks } from './rollout';
import { NARROW, ruleModel, smallNetwork } from '../../testing/smallNetworks';

const SETTINGS = {
  ...trainingSettings(defaultSettings('XS')),
  ppoIterations: 30,
  rolloutBatch: 32,
  groupSize: 4,
  policyLr: 0.03,
  klCoef: 0,
  ptxCoef: 0,
  advantageScale: 'group' as const,
  grpoAggregation: 'grpo' as const,
  rlooLoss: 'reinforce' as const,
  roundIterations: 1,
  winnerEpochs: 1,
  winnerBatch: 8,
};

type Settings = Omit<typeof SETTINGS, 'rlooLoss'> & { readonly rlooLoss: 'reinforce' | 'clipped' };
type Steps = AsyncGenerator<IterationStep<Experience, object, IterationMetrics>>;
type Train = (networks: Networks, settings: () => Settings, rng: Rng) => Steps;

const ppo: Train = (networks, settings, rng) => {
  const valueNetwork = smallNetwork({ ...NARROW, scalarHead: true });
  return trainPpo({ ...networks, valueNetwork }, new Uint16Array(), settings, rng);
};

/** Each algorithm, the micro-steps of its iteration between score and metrics, and how many updates it takes. */
const ALGORITHMS: Readonly<Record<string, readonly [Train, readonly string[], number]>> = {
  PPO: [ppo, ['klPenalty', 'advantages'], 4],
  GRPO: [trainGrpo, ['advantages'], 4],
  RLOO: [trainRloo, ['klPenalty', 'advantages'], 1],
  'RLOO, clipped': [
    (networks, settings, rng) => trainRloo(networks, () => ({ ...settings(), rlooLoss: 'clipped' }), rng),
    ['klPenalty', 'advantages'],
    4,
  ],
  REINFORCE: [trainReinforce, ['klPenalty', 'advantages'], 1],
  'rejection sampling': [trainBestOfN, ['advantages'], 1],
};
const EACH = Object.entries(ALGORITHMS);
/** Two minibatches of one group each. */
const FEW = { ...SETTINGS, rolloutBatch: 8 };

/** Half of the words, or thereabouts. */
const liked = (token: number) => token % 2 === 1;
const likedShare = (response: readonly number[]) => response.filter(liked).length / response.length;

function networks(score = likedShare): Networks & { readonly policy: Model } {
  return { policy: smallNetwork(NARROW), referencePolicy: smallNetwork(NARROW), rewardModel: ruleModel(score) };
}

async function iterations(steps: Steps, count: number): Promise<IterationMetrics[]> {
  const seen: IterationMetrics[] = [];
  for await (const step of steps) {
    if (step.kind === 'metrics') seen.push(step.metrics);
    if (seen.length === count) break;
  }
  return seen;
}

test.each(
  EACH.flatMap(([name, algorithm]) => (['wasm', 'cpu'] as const).map((room) => [name, room, algorithm] as const)),
)(
  '%s takes its micro-steps in turn, with at most three readbacks, on %s',
  async (_, backend, [train, kinds, updates]) => {
    await openBackend(backend);
    const read = vi.spyOn(tf.Tensor.prototype, 'data');
    try {
      const seen: string[] = [];
      for await (const step of train(networks(), () => FEW, new Rng(1))) {
        seen.push(step.kind);
        if (step.kind === 'metrics') break;
      }
      const taken = Array.from({ length: updates }, () => 'update');
      expect(seen).toEqual(['prompts', 'rollout', 'score', ...kinds, ...taken, 'metrics']);
      expect(read.mock.calls.length).toBeLessThanOrEqual(3);
    } finally {
      read.mockRestore();
    }
  },
);

describe('on a policy of one layer', () => {
  beforeAll(async () => {
    await openBackend('wasm');
  });

  test.each(EACH)('%s: a score that is not a number stops it, and changes no weight', async (_, [train]) => {
    const given = networks(() => NaN);
    const before = await given.policy.parameters();
    await expect(
      iterations(
        train(given, () => SETTINGS, new Rng(1)),
        1,
      ),
    ).rejects.toThrow(NonFiniteError);
    expect(await given.policy.parameters()).toEqual(before);
  });

  test.each(EACH)('%s makes the policy say what the reward model likes', async (_, [train]) => {
    const seen = await iterations(
      train(networks(), () => SETTINGS, new Rng(1)),
      SETTINGS.ppoIterations,
    );
    expect(seen[0].proxyReward).toBeLessThan(0.6);
    expect(seen[SETTINGS.ppoIterations - 1].proxyReward).toBeGreaterThan(0.85);
  });

  test.each(EACH)('%s reads its settings anew in every iteration', async (_, [train]) => {
    let policyLr = 0;
    const given = networks();
    const steps = train(given, () => ({ ...SETTINGS, policyLr }), new Rng(1));
    const before = await given.policy.parameters();
    for await (const step of steps) {
      if (step.kind !== 'metrics') continue;
      if (step.iteration === 2) break;
      expect(await given.policy.parameters()).toEqual(before);
      policyLr = 0.01;
    }
    expect(await given.policy.parameters()).not.toEqual(before);
  });

  test.each(EACH.filter(([, [, kinds]]) => kinds.includes('klPenalty')))(
    '%s: what it tells of rewards adds up to score less β × log ratio',
    async (_, [train]) => {
      const given = { ...networks(), referencePolicy: smallNetwork(NARROW, 2) };
      for await (const step of train(given, () => ({ ...SETTINGS, klCoef: 0.3, missingEosPenalty: 0.5 }), new Rng(1))) {
        if (step.kind === 'klPenalty') {
          const { responses, logprobs, refLogprobs, batch } = step.rollout;
          const scores = responses.map(({ tokens, ended }) => likedShare(tokens) - (ended ? 0 : 0.5));
          const logRatios = logprobs.map((logprob, i) => logprob - refLogprobs[i]);
          const kl = sumPerResponse(logRatios, batch.mask, responses.length);
          const earned = sumPerResponse(step.rewards, batch.mask, responses.length);
          scores.forEach((score, i) => expect(earned[i]).toBeCloseTo(score - 0.3 * kl[i], 4));
        }
        if (step.kind === 'metrics') {
          const { totalReward = NaN, proxyReward, kl } = step.metrics;
          expect(totalReward).toBeLessThan(proxyReward);
          expect(kl).toBeGreaterThan(0);
          break;
        }
      }
    },
  );
});

test('prompts come in groups in a row, as many as fit into the episodes, and at least one', () => {
  const prompts = promptGroups(14, 4, new Rng(1));
  expect(prompts).toHaveLength(12);
  const groups = [0, 4, 8].map((from) => new Set(prompts.slice(from, from + 4)));
  for (const group of groups) expect(group.size).toBe(1);
  expect(new Set(prompts).size).toBe(3);
  expect(promptGroups(2, 4, new Rng(1))).toHaveLength(4);
});

test('groups stay together in every minibatch', () => {
  const batches = minibatchRows(24, 2, 2, new Rng(1), 4);
  expect(batches.map((rows) => rows.length)).toEqual([12, 12, 12, 12]);
  for (const rows of batches) {
    const groups = [0, 4, 8].map((from) => [...rows.slice(from, from + 4)]);
    for (const group of groups) expect(group).toEqual([0, 1, 2, 3].map((i) => 4 * Math.floor(group[0] / 4) + i));
  }
  for (const epoch of [0, 2]) {
    const visited = [...batches[epoch], ...batches[epoch + 1]].sort((a, b) => a - b);
    expect(visited).toEqual(Array.from({ length: 24 }, (_, row) => row));
  }
  expect(minibatchRows(24, 16, 1, new Rng(1), 4).map((rows) => rows.length)).toEqual([4, 4, 4, 4, 4, 4]);
});

test('what a response has stands at all of its tokens and nowhere else', () => {
  const mask = Float32Array.of(0, 1, 1, 0, 1, 0);
  expect([...atEveryToken(Float32Array.of(2, -3), mask)]).toEqual([0, 2, 2, 0, -3, 0]);
  expect([...sumPerResponse(Float32Array.of(9, 1, 2, 9, 5, 9), mask, 2)]).toEqual([3, 5]);
});
