import { beforeAll, expect, it } from 'vitest';
import { openBackend } from '../../lm/backend';
import type { MicroStep } from '../../../protocol/microSteps';
import { languageModel, randomParameters, scalarModel, withScalarHead } from '../../rlhf/networks';
import { trainPpo } from '../../rlhf/ppo';
import { Rng } from '../../../rng';
import { changeSettings, defaultSettings, trainingSettings } from '../../../experiment/settings';
import { corpusStream } from '../../../world/corpus';
import { describeUpdate } from './describeUpdate';

type Update = Extract<MicroStep, { kind: 'update'; stage: 'ppo' }>;

const SETTINGS = trainingSettings(
  changeSettings(defaultSettings('XS'), {
    ppoIterations: 1,
    rolloutBatch: 6,
    minibatches: 3,
    ppoEpochs: 2,
    ptxBatch: 2,
    policyLr: 0.01,
  }),
);

/** All updates of one iteration as the page is told them, with the tokens of each minibatch. */
async function updates(settings = SETTINGS): Promise<readonly (Update & { readonly tokens: number })[]> {
  const weights = (seed: number) => withScalarHead('XS', randomParameters('XS', seed));
  const networks = {
    policy: languageModel('XS', randomParameters('XS', 1)),
    referencePolicy: languageModel('XS', randomParameters('XS', 1)),
    rewardModel: scalarModel('XS', weights(2)),
    valueNetwork: scalarModel('XS', weights(3)),
  };
  const corpus = corpusStream(new Rng(0), 400, { spanishShare: 0 });
  const told: (Update & { readonly tokens: number })[] = [];
  for await (const step of trainPpo(networks, corpus, () => settings, new Rng(5))) {
    if (step.kind !== 'update') continue;
    const { responses } = step.experience;
    const tokens = Array.from(step.rows).reduce((sum, row) => sum + responses[row].tokens.length, 0);
    told.push({ ...((await describeUpdate(step, networks, settings)) as Update), tokens });
  }
  for (const model of Object.values(networks)) model.dispose();
  return told;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

beforeAll(async () => {
  await openBackend('wasm');
});

it('shows every token of a minibatch where it stands after the update, the example among them', async () => {
  const told = await updates();
  expect(told.map(({ update, of }) => `${update}/${of}`)).toEqual(['1/6', '2/6', '3/6', '4/6', '5/6', '6/6']);
  // Each epoch visits every answer once.
  expect(told.slice(0, 3).filter(({ exampleAt }) => exampleAt !== null)).toHaveLength(1);
  for (const { minibatch, tokens, example, exampleAt } of told) {
    expect(minibatch.tokens).toHaveLength(tokens);
    expect(minibatch.ratios.some((ratio) => Math.abs(ratio - 1) > 1e-4)).toBe(true);
    if (exampleAt === null) continue;
    const { ratio = [], whitened = [] } = example.columns;
    for (let i = example.responseStart; i < example.tokens.length; i++) {
      const at = exampleAt + i - example.responseStart;
      expect(minibatch.tokens[at]).toBe(example.tokens[i]);
      expect(minibatch.ratios[at]).toBeCloseTo(ratio[i] ?? NaN, 5);
      expect(minibatch.advantages[at]).toBe(whitened[i]);
    }
  }
  // Before the first update every ratio is 1: its loss is the mean advantage of the minibatch, negated.
  expect(told[0].numbers.policyLoss).toBeCloseTo(-mean(told[0].minibatch.advantages), 5);
  expect(told[0].ptxTexts).toHaveLength(2);
  expect(told[0].ptxTexts).not.toEqual(told[1].ptxTexts);
  expect(told[0].numbers.ptxLoss).toBeGreaterThan(4);
});

it('tells of no corpus without ptx', async () => {
  const [first] = await updates({ ...SETTINGS, ptxCoef: 0, ppoEpochs: 1 });
  expect(first.ptxTexts).toEqual([]);
  expect(first.numbers.ptxLoss).toBeUndefined();
});
