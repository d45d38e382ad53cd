/** Batches in which all responses are alike, so that there is no pair to learn from. */
import { beforeAll, expect, test } from 'vitest';
import { openBackend } from '../lm/backend';
import { Rng } from '../../rng';
import { defaultSettings, trainingSettings } from '../../experiment/settings';
import { samplePrompt } from '../../world/prompts';
import { EOT } from '../../world/vocabulary';
import type { Comparison } from './comparisons';
import { HUMAN_DELAY } from './beyond/credit';
import { inLevels } from './pairwiseLoss';
import { DPO, pairMetrics } from './beyond/dpo';
import { trainOffline } from './beyond/offline';
import { pairAccuracy, trainRewardModel, type RewardModelMetrics } from './rewardModel';
import { NARROW, smallNetwork } from '../../testing/smallNetworks';
import { labeledBatch, signAccuracy } from './beyond/tamerUpdate';

const prompt = samplePrompt(new Rng(1), 'train');
const response = (token: number) => ({ tokens: [token, EOT], text: '', ended: true });
const ranked = (tokens: readonly number[], identical: readonly (readonly [number, number])[]): Comparison => ({
  prompt,
  responses: tokens.map(response),
  verdicts: [],
  labeler: 0,
  levels: inLevels(tokens.map((_, i) => i)),
  identical,
});
const ALIKE = ranked([20, 20], [[0, 1]]);
const DIFFERENT = ranked([20, 21], []);

const SETTINGS = {
  ...trainingSettings(defaultSettings('XS')),
  rmEpochs: 2,
  rmBatchPrompts: 1,
  dpoLoss: 'sigmoid' as const,
  dpoBeta: 0.3,
  dpoLabelSmoothing: 0,
  offlineEpochs: 2,
  offlineBatch: 1,
  offlineLr: 1e-3,
};

const expectFinite = (metrics: object) => {
  for (const value of Object.values(metrics)) expect(value).toSatisfy(Number.isFinite);
};

beforeAll(async () => {
  await openBackend('wasm');
});

test('the reward model tells no accuracy and no margin of them, and has neither loss nor gradient', async () => {
  const model = smallNetwork({ ...NARROW, scalarHead: true });
  const seen: { readonly pairs: number; readonly metrics: RewardModelMetrics }[] = [];
  for await (const step of trainRewardModel(model, [ALIKE, DIFFERENT], () => SETTINGS, new Rng(1))) {
    if (step.kind === 'update') seen.push({ pairs: step.counts.pairs, metrics: step.metrics });
  }
  expect(seen.map(({ pairs }) => pairs).sort()).toEqual([0, 0, 1, 1]);
  for (const { pairs, metrics } of seen) {
    expectFinite(metrics);
    const names = ['gradNorm', 'learningRate', 'loss', ...(pairs > 0 ? ['accuracy', 'margin'] : [])];
    expect(Object.keys(metrics).sort()).toEqual(names.sort());
    if (pairs === 0) expect(metrics.loss + metrics.gradNorm).toBeCloseTo(0, 12);
  }
  model.dispose();
});

test('DPO tells nothing of pairs where there are none', async () => {
  const networks = { policy: smallNetwork(NARROW), referencePolicy: smallNetwork(NARROW) };
  const named: string[] = [];
  for await (const step of trainOffline(DPO, networks, [ALIKE, DIFFERENT], () => SETTINGS, new Rng(1))) {
    if (step.kind !== 'update') continue;
    expectFinite(step.metrics);
    named.push('rewardMargin' in step.metrics ? 'pairs' : Object.keys(step.metrics).sort().join(' '));
  }
  expect(named.sort()).toEqual(['gradNorm learningRate loss', 'gradNorm learningRate loss', 'pairs', 'pairs']);
  expect(pairMetrics([ALIKE], new Float32Array(2), new Float32Array(2), 2)).toBeNull();
  for (const network of Object.values(networks)) network.dispose();
});

test('an accuracy over them rests on no prompt', () => {
  expect(pairAccuracy([ALIKE], new Float32Array(2)).prompts).toBe(0);
});

test('H has foreseen no share of labels without a sign: a press that came too early means no token', async () => {
  const h = smallNetwork({ ...NARROW, scalarHead: true });
  const shown = [
    { start: 0, end: 1 },
    { start: 1, end: 2 },
  ];
  const early = { prompt, response: response(20), feedback: { shown, presses: [{ rating: 1, time: 0.1 } as const] } };
  const reading = { ...HUMAN_DELAY, feedbackReading: 'token' } as const;
  expect(await signAccuracy(h, labeledBatch([early], 2, reading))).toBeNull();
  h.dispose();
});
