/** What training is for, through the session that the page speaks to: from random weights, and from the shipped checkpoints. */
import { beforeAll, expect, it } from 'vitest';
import type { MetricName } from '../../../experiment/metrics';
import type { TrainedStage } from '../../../experiment/names';
import { changeSettings, defaultSettings } from '../../../experiment/settings';
import { Recorded } from '../../../testing/recordedSession';
import { openBackend } from '../../lm/backend';

beforeAll(async () => {
  await openBackend('wasm');
});

/** The first and the last value that a stage has told of a metric. */
function ends(recorded: Recorded, stage: TrainedStage, metric: MetricName): readonly [first: number, last: number] {
  const values = recorded.metrics(stage).flatMap((event) => event.values[metric] ?? []);
  return [values[0], values[values.length - 1]];
}

it('from random weights every loss falls', async () => {
  const settings = changeSettings(defaultSettings('XS'), {
    rewardModelSize: 'XS',
    pretrainSteps: 200,
    demonstrations: 480,
    sftEpochs: 3,
    comparisonPrompts: 256,
    rmEpochs: 3,
    ppoIterations: 12,
  });
  const recorded = await new Recorded().start(settings);
  await recorded.run('pretrain', 'sft', 'rewardModel', 'ppo');

  const [pretrainBefore, pretrained] = ends(recorded, 'pretrain', 'loss');
  expect(pretrainBefore).toBeCloseTo(Math.log(239), 0);
  expect(pretrained).toBeLessThan(0.5 * pretrainBefore);
  const [sftBefore, tuned] = ends(recorded, 'sft', 'loss');
  expect(tuned).toBeLessThan(0.7 * sftBefore);
  expect(ends(recorded, 'rewardModel', 'loss')[1]).toBeLessThan(Math.LN2);
  expect(ends(recorded, 'rewardModel', 'heldOutAccuracy')[1]).toBeGreaterThan(0.5);
  const [valueBefore, value] = ends(recorded, 'ppo', 'valueLoss');
  expect(value).toBeLessThan(0.7 * valueBefore);
});

it('from the shipped checkpoints 20 iterations of PPO-ptx with γ = 0.3 gain at least 0.08 gold', async () => {
  const settings = changeSettings(defaultSettings(), { ppoIterations: 20, ptxCoef: 0.3, seed: 1 });
  const recorded = await new Recorded().startShipped(settings);
  expect(recorded.stage('sft').origin).toBe('shipped');
  await recorded.run('ppo', 'evaluate');
  const gold = (speaker: string) => {
    const [told] = recorded.of('evaluation').filter(({ evaluation }) => evaluation.speaker === speaker);
    return told.evaluation.measures.gold?.value ?? NaN;
  };
  expect(gold('ppo') - gold('sft')).toBeGreaterThanOrEqual(0.08);
});
