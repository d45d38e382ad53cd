/**
 * Training through the page on WASM, from the shipped checkpoints to a better policy. From random weights, and from another
 * seed, the same session learns without a browser: `worker/session/learns.test.ts`.
 */
import { expect, test } from './learner';

test('from the shipped checkpoints 20 iterations of PPO-ptx with γ = 0.3 gain at least 0.08 gold', async ({
  learner,
}) => {
  await learner.open({ ppoIterations: 20, ptxCoef: 0.3, seed: 0 });
  await expect(learner.at('backend-badge')).toContainText('WASM');
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
