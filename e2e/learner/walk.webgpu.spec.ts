/** A learner walks all four stages on WebGPU, a few clicks each, at the smallest sizes: a software adapter is slow. */
import { expect, test, type Stage } from './learner';

const SMALLEST = {
  pane: 'inside',
  backend: 'webgpu',
  start: 'scratch',
  stage: 'pretrain',
  size: 'XS',
  rewardModelSize: 'XS',
  pretrainSteps: 3,
  pretrainBatch: 2,
  demonstrations: 32,
  sftBatch: 16,
  sftEpochs: 1,
  comparisonPrompts: 16,
  rmEpochs: 1,
  rmBatchPrompts: 8,
  ppoIterations: 2,
  rolloutBatch: 4,
  ppoEpochs: 1,
  ptxBatch: 2,
};

const CURVES: Readonly<Record<Stage, readonly (readonly [chart: string, metric: string])[]>> = {
  pretrain: [['loss', 'loss']],
  sft: [['loss', 'loss']],
  rewardModel: [
    ['loss', 'loss'],
    ['accuracy', 'accuracy'],
  ],
  ppo: [
    ['reward', 'proxyReward'],
    ['reward', 'goldReward'],
    ['kl', 'kl'],
    ['losses', 'policyLoss'],
    ['losses', 'valueLoss'],
    ['losses', 'ptxLoss'],
    ['clip', 'clipFraction'],
  ],
};

test('all four stages on WebGPU, step by step', async ({ learner }) => {
  test.setTimeout(900_000);
  const seesCurves = async (stage: Stage) => {
    for (const [chart, metric] of CURVES[stage])
      expect(Number.isFinite(await learner.reading(chart, metric)), metric).toBe(true);
  };
  await learner.open(SMALLEST);
  await expect(learner.at('backend-badge')).toContainText('WebGPU');

  await learner.step('micro-step');
  expect(await learner.microStep()).toBe('batch');
  await learner.step('micro-step');
  expect(await learner.microStep()).toBe('update');
  await seesCurves('pretrain');
  await learner.run('pretrain', 240_000);
  await learner.run('sft', 240_000);
  await seesCurves('sft');

  await learner.select('rewardModel');
  await learner.step('micro-step');
  expect(await learner.microStep()).toBe('comparisons');
  await learner.run('rewardModel', 240_000);
  expect(await learner.microStep()).toBe('normalize');
  await seesCurves('rewardModel');

  await learner.select('ppo');
  for (const kind of ['prompts', 'rollout', 'score', 'klPenalty', 'advantages', 'update', 'update', 'metrics']) {
    await learner.step('micro-step');
    await expect(learner.at('current-micro-step')).toHaveAttribute('data-kind', kind);
  }
  await seesCurves('ppo');
  await learner.at('iteration-step').click();
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'done', { timeout: 240_000 });
});
