import { beforeAll, expect, test } from 'vitest';
import { openBackend } from '../../lm/backend';
import { Rng } from '../../../rng';
import { defaultSettings } from '../../../experiment/settings';
import { ROLLOUT_ALGORITHMS, SUITED, trainByName } from './algorithms';
import { trainingSettings } from '../trainingSettings';
import { NARROW, smallNetwork } from '../../../testing/smallNetworks';

const SETTINGS = { ...trainingSettings(defaultSettings()), ppoIterations: 2, rolloutBatch: 8 };

beforeAll(async () => {
  await openBackend('wasm');
});

test.each(ROLLOUT_ALGORITHMS)(
  '%s goes through its iterations on its own settings and moves the policy',
  async (name) => {
    const head = { ...NARROW, scalarHead: true };
    const networks = {
      policy: smallNetwork(NARROW),
      referencePolicy: smallNetwork(NARROW),
      rewardModel: smallNetwork(head, 2),
      valueNetwork: smallNetwork(head, 2),
    };
    const corpus = Uint16Array.from({ length: 500 }, (_, i) => i % NARROW.vocabulary);
    const settings = { ...SETTINGS, ...SUITED[name] };
    const before = await networks.policy.parameters();
    const critic = await networks.valueNetwork.parameters();
    const kinds: string[] = [];
    for await (const { kind } of trainByName(name, networks, corpus, () => settings, new Rng(3))) kinds.push(kind);
    expect(kinds.filter((kind) => kind === 'metrics')).toHaveLength(2);
    expect(kinds.slice(0, 3)).toEqual(['prompts', 'rollout', 'score']);
    expect(await networks.policy.parameters()).not.toEqual(before);
    const untouched = String(await networks.valueNetwork.parameters()) === String(critic);
    expect(untouched).toBe(name !== 'ppo');
    for (const network of Object.values(networks)) network.dispose();
  },
);
