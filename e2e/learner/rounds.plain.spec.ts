/** Going round again, and coming back: what is asked before weights are lost, and what never is. */
import { readFileSync } from 'node:fs';
import { expect, test } from './learner';

const SMALL = { backend: 'wasm', ppoIterations: 1, rolloutBatch: 8, comparisonPrompts: 32, rmEpochs: 1 } as const;

test('a learner goes round again, ranks the new policy’s answers or leaves it to the simulated labelers, and goes back', async ({
  learner,
}) => {
  await learner.open({ ...SMALL, stage: 'ppo' });
  await expect(learner.at('round')).toHaveText('round 1');
  await expect(learner.at('previous-round')).toHaveCount(0);
  await learner.run('ppo', 60_000);

  await learner.at('next-round').click();
  await expect(learner.at('confirm')).toHaveCount(0);
  await expect(learner.at('label-round')).toContainText('Round 2');
  await expect(learner.at('label-list')).toBeVisible({ timeout: 60_000 });
  await learner.at('label-to-reward-model').click();
  await expect(learner.at('round')).toHaveText('round 2');
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'locked');
  await learner.run('rewardModel', 120_000);
  await expect(learner.at('stage-rewardModel')).toHaveAttribute('data-origin', 'trained');

  await learner.at('previous-round').click();
  await expect(learner.at('confirm')).toContainText('the reward model of round 2');
  await learner.at('confirm-keep').click();
  await expect(learner.at('round')).toHaveText('round 2');
  await learner.at('previous-round').click();
  await learner.at('confirm-proceed').click();
  await expect(learner.at('round')).toHaveText('round 1');
  await expect(learner.at('stage-rewardModel')).toHaveAttribute('data-origin', 'shipped');
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-origin', 'trained');
  await expect(learner.at('progress')).toHaveAttribute('data-iteration', '1');
});

test('a double click goes one round further, also where no label desk takes the view', async ({ learner }) => {
  await learner.open({ ...SMALL, stage: 'ppo', hide: 'label' });
  await learner.run('ppo', 60_000);
  await learner.at('next-round').dblclick();
  await expect(learner.at('round')).toHaveText('round 2');
  await learner.run('rewardModel', 120_000);
  await expect(learner.at('round')).toHaveText('round 2');
});

test('a learner is asked before a file takes the place of what was trained, and before a stage that is done runs again', async ({
  page,
  learner,
}) => {
  await learner.open({ ...SMALL, stage: 'ppo' });
  await learner.run('ppo', 60_000);
  const waiting = page.waitForEvent('download');
  await learner.at('save-weights').click();
  const path = await (await waiting).path();

  await learner
    .at('weights-file')
    .setInputFiles({ name: 'mine.safetensors', mimeType: '', buffer: readFileSync(path) });
  await expect(learner.at('confirm')).toContainText('the policy of round 1');
  await learner.at('confirm-keep').click();
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-origin', 'trained');

  await expect(learner.at('run')).toHaveText('Rerun');
  await expect(learner.at('micro-step')).toBeDisabled();
  await expect(learner.at('micro-step')).toHaveAttribute('title', /done/);
  await learner.at('run').click();
  await expect(learner.at('confirm')).toContainText('the policy of round 1');
  await learner.at('confirm-keep').click();

  await learner
    .at('weights-file')
    .setInputFiles({ name: 'mine.safetensors', mimeType: '', buffer: readFileSync(path) });
  await learner.at('confirm-proceed').click();
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-origin', 'file');
  await learner
    .at('weights-file')
    .setInputFiles({ name: 'mine.safetensors', mimeType: '', buffer: readFileSync(path) });
  await expect(learner.at('confirm')).toHaveCount(0);
});
