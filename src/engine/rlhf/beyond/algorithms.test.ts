import { beforeAll, expect, test } from 'vitest';
import { ALGORITHMS } from '../../../experiment/algorithms';
import { defaultSettings, trainingSettings } from '../../../experiment/settings';
import { Rng } from '../../../rng';
import { NARROW, smallNetwork } from '../../../testing/smallNetworks';
import { recruitLabelers } from '../../../world/labelers';
import { openBackend } from '../../lm/backend';
import { collectComparisons } from '../comparisons';
import { TRAINING } from './algorithms';

const SETTINGS = {
  ...trainingSettings(defaultSettings()),
  ppoIterations: 2,
  rolloutBatch: 8,
  comparisonPrompts: 16,
  responsesPerPrompt: 4,
};
const HEAD = { ...NARROW, scalarHead: true };
const corpus = Uint16Array.from({ length: 500 }, (_, i) => i % NARROW.vocabulary);

const fourNetworks = () => ({
  policy: smallNetwork(NARROW),
  referencePolicy: smallNetwork(NARROW),
  rewardModel: smallNetwork(HEAD, 2),
  valueNetwork: smallNetwork(HEAD, 2),
});

beforeAll(async () => {
  await openBackend('wasm');
});

test.each(ALGORITHMS)(
  '%s trains on its own settings and moves the policy, and no other network but PPO’s critic',
  async (name) => {
    const networks = fourNetworks();
    const { policy, referencePolicy } = networks;
    const weights = () =>
      Promise.all(Object.values(networks).map(async (network) => String(await network.parameters())));
    const before = await weights();
    const kinds: string[] = [];
    const training = TRAINING[name];
    if (training.learnsFrom === 'rollouts') {
      const start = { networks, corpus, settings: SETTINGS, rng: new Rng(3) };
      for await (const { kind } of training.train(start)) kinds.push(kind);
      expect(kinds.filter((kind) => kind === 'metrics')).toHaveLength(2);
      expect(kinds.slice(0, 3)).toEqual(['prompts', 'rollout', 'score']);
    } else {
      const sources = { policy, base: policy, labelers: recruitLabelers(new Rng(1)) };
      for await (const comparisons of collectComparisons(sources, SETTINGS, new Rng(2))) {
        const start = { policy, referencePolicy, comparisons, optimizer: SETTINGS.optimizer, rng: new Rng(3) };
        for await (const { kind } of training.train(start)) kinds.push(kind);
      }
      expect(kinds).toEqual(['batch', 'update', 'batch', 'update']);
    }
    const moved = (await weights()).map((after, i) => after !== before[i]);
    expect(moved).toEqual([true, false, false, name === 'plainPpo']);
    for (const network of Object.values(networks)) network.dispose();
  },
);
