/** Training through the page on WASM: from random weights, and from the shipped checkpoints. */
import { expect, test } from './learner';

test('from random weights every loss falls', async ({ learner }) => {
  await learner.open({
    start: 'scratch',
    stage: 'pretrain',
    size: 'XS',
    rewardModelSize: 'XS',
    pretrainSteps: 200,
    demonstrations: 480,
    sftEpochs: 3,
    comparisonPrompts: 256,
    rmEpochs: 3,
    ppoIterations: 12,
  });
  await expect(learner.at('backend-badge')).toContainText('WASM');

  await learner.step('iteration-step');
  const pretrainBefore = await learner.reading('loss', 'loss');
  expect(pretrainBefore).toBeCloseTo(Math.log(239), 0);
  await learner.run('pretrain', 200_000);
  expect(await learner.reading('loss', 'loss')).toBeLessThan(0.5 * pretrainBefore);

  await learner.select('sft');
  await learner.step('iteration-step');
  const sftBefore = await learner.reading('loss', 'loss');
  await learner.run('sft', 200_000);
  expect(await learner.reading('loss', 'loss')).toBeLessThan(0.7 * sftBefore);

  await learner.select('rewardModel');
  await learner.run('rewardModel', 200_000);
  expect(await learner.reading('loss', 'loss')).toBeLessThan(Math.LN2);
  expect(await learner.reading('accuracy', 'heldOutAccuracy')).toBeGreaterThan(0.5);

  await learner.select('ppo');
  await learner.step('iteration-step');
  const valueBefore = await learner.reading('losses', 'valueLoss');
  await learner.run('ppo', 200_000);
  expect(await learner.reading('losses', 'valueLoss')).toBeLessThan(0.7 * valueBefore);
});

for (const seed of [0, 1]) {
  test(`from the shipped checkpoints 20 iterations of PPO-ptx with γ = 0.3 gain at least 0.08 gold, seed ${seed}`, async ({
    learner,
  }) => {
    await learner.open({ ppoIterations: 20, ptxCoef: 0.3, seed });
    await expect(learner.at('stage-sft')).toHaveAttribute('data-origin', 'shipped');
    await learner.run('ppo', 280_000);
    await learner.at('view-evaluate').click();
    await learner.at('run').click();
    const gold = async (speaker: string) => {
      const cell = learner.at(`evaluation-${speaker}-gold`);
      await expect(cell).not.toHaveAttribute('data-value', '', { timeout: 120_000 });
      return Number(await cell.getAttribute('data-value'));
    };
    const sft = await gold('sft');
    expect((await gold('ppo')) - sft).toBeGreaterThanOrEqual(0.08);
  });
}
