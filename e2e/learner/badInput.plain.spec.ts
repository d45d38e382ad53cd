/** What a learner can get wrong, and what a machine may lack: each gives a clear sentence, and nothing is lost. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { SCRIPT } from '../../src/testing/hostile/mutations';
import { runText } from '../../src/testing/hostile/runText';
import { holders, TENSORFLOW } from './build';
import { expect, test } from './learner';

const CHECKPOINT = 'public/checkpoints/S/sft.safetensors';

test('a link with an unknown setting and values out of range says so, and opens with the rest', async ({ learner }) => {
  await learner.open({ klcoef: 0.5, klCoef: 9, stage: 'pretraining', clipRange: 0.3, seed: 'abc' });
  const notices = learner.at('notice');
  await expect(notices.filter({ hasText: 'does not exist: "klcoef"' })).toBeVisible();
  await expect(notices.filter({ hasText: '“KL penalty” (klCoef) must be a number from 0 to 4, got 9' })).toBeVisible();
  await expect(notices.filter({ hasText: '"stage" in the link must be one of' })).toBeVisible();
  await expect(notices.filter({ hasText: '“seed” must be a whole number' })).toBeVisible();
  await expect(learner.at('knob-clipRange')).toHaveAttribute('data-value', '0.3');
  await expect(learner.at('knob-klCoef')).toHaveAttribute('data-value', '0.2');
});

test('settings that do not fit each other are rounded with a sentence: in a link, and at the knob, also while it runs', async ({
  learner,
}) => {
  await learner.open({ size: 'XS', backend: 'wasm', ppoIterations: 2, rolloutBatch: 8, minibatches: 3, ptxBatch: 2 });
  await expect(learner.at('notice')).toHaveCount(1);
  await expect(learner.at('notice')).toContainText(
    'Setting “minibatches” was rounded from 3 to 2: “minibatches” must divide “episodes” (rolloutBatch, 8).',
  );
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'ready', { timeout: 60_000 });
  await learner.moreKnobs();
  const type = async (knob: string, value: string) => {
    const field = learner.at(`knob-${knob}`).getByRole('textbox');
    await field.fill(value);
    await field.press('Enter');
  };
  const [minibatches, episodes] = [learner.at('knob-minibatches'), learner.at('knob-rolloutBatch')];
  await expect(minibatches).toHaveAttribute('data-value', '2');

  await type('minibatches', '3');
  await expect(minibatches.getByRole('alert')).toContainText('rounded from 3 to 4');
  await expect(minibatches).toHaveAttribute('data-value', '4');
  await expect(minibatches.getByRole('textbox')).toHaveValue('4');
  await type('minibatches', '17');
  await expect(minibatches.getByRole('alert')).toContainText('must be a whole number from 1 to 16, got 17');
  await expect(minibatches.getByRole('textbox')).toHaveValue('17');
  await expect(minibatches).toHaveAttribute('data-value', '4');
  // An arrow of the slider goes to the next value that fits.
  await minibatches.getByRole('slider').press('ArrowRight');
  await expect(minibatches.getByRole('alert')).toContainText('rounded from 5 to 8');
  await expect(minibatches).toHaveAttribute('data-value', '8');
  await expect(minibatches.getByRole('slider')).toHaveValue('8');

  await learner.step('iteration-step');
  await type('rolloutBatch', '9');
  await expect(episodes.getByRole('alert')).toContainText(
    'rounded from 9 to 16: “minibatches” (8) must divide “episodes” (rolloutBatch)',
  );
  await expect(episodes).toHaveAttribute('data-value', '16');
  await learner.step('iteration-step');
  await expect(learner.at('chart-reward')).toContainText('episodes 8 → 16');
  await learner.at('knob-rolloutBatch').hover();
  await learner.page.getByRole('button', { name: 'episodes: back to the default, 64' }).click();
  await expect(episodes).toHaveAttribute('data-value', '64');
  await expect(episodes.getByRole('alert')).toHaveCount(0);
});

test('a prompt with words that the world lacks names them and suggests others; the prompt stays', async ({
  learner,
}) => {
  await learner.open({});
  await learner.at('view-compare').click();
  await learner.at('compare-input').fill('describe the elephant .');
  await learner.at('compare-send').click();
  await expect(learner.at('compare-problem')).toContainText('elephant');
  await expect(learner.at('compare-input')).toHaveValue('describe the elephant .');
  await learner.at('compare-input').fill('describe the owl .');
  await learner.at('compare-send').click();
  for (const speaker of ['base', 'fewShotBase', 'sft', 'ppo-1']) {
    await expect(learner.at(`answer-${speaker}`)).toBeVisible({ timeout: 60_000 });
  }
});

test('a checkpoint file that is cut short or foreign is refused with a sentence, and the weights stay', async ({
  learner,
}) => {
  await learner.open({ stage: 'sft' });
  const card = learner.at('stage-sft');
  await expect(card).toHaveAttribute('data-origin', 'shipped');
  const open = (name: string, buffer: Buffer) =>
    learner.at('weights-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  const bytes = readFileSync(CHECKPOINT);

  await open('half.safetensors', bytes.subarray(0, 5000));
  await expect(learner.at('notice').filter({ hasText: '"half.safetensors" was not opened' })).toContainText(
    'cut short',
  );
  await open('holiday.jpg', Buffer.from('not weights at all, but something else'));
  await expect(learner.at('notice').filter({ hasText: '"holiday.jpg" was not opened' })).toContainText(
    'not a safetensors file',
  );
  await open('reward.safetensors', readFileSync(CHECKPOINT.replace('sft', 'reward-model')));
  await expect(learner.at('notice').filter({ hasText: '"reward.safetensors" was not opened' })).toContainText(
    'another network',
  );
  await expect(card).toHaveAttribute('data-origin', 'shipped');

  await open('mine.safetensors', bytes);
  await expect(card).toHaveAttribute('data-origin', 'file');
});

test('without WebGPU the page trains on WASM and says why', async ({ learner }) => {
  await learner.open({});
  await expect(learner.at('backend-badge')).toContainText('WASM');
  await learner.at('backend-badge').click();
  await expect(learner.page.getByText(/no WebGPU|no graphics adapter/)).toBeVisible();
});

test('with no backend at all the page says so in a sentence', async ({ page }) => {
  // Neither the WASM binary nor the chunk of any backend can be had.
  await page.route(/\.wasm$/, (route) => route.abort());
  const backends = [TENSORFLOW.cpu, TENSORFLOW.wasm, TENSORFLOW.webgpu].flatMap(holders);
  for (const chunk of backends) await page.route(`**/${chunk}`, (route) => route.abort());
  await page.goto('/');
  await expect(page.getByTestId('fatal')).toContainText(/Nothing here can train|could not/, { timeout: 60_000 });
});

test('a run whose every word is markup is replayed as words, and a page around this one is not heard', async ({
  learner,
}) => {
  const { page } = learner;
  let spoke = false;
  page.on('dialog', (dialog) => {
    spoke = true;
    void dialog.dismiss();
  });
  await page.goto('/#runs');
  const buffer = gzipSync(runText('ppo', () => SCRIPT));
  await learner.at('run-file').setInputFiles({ name: `${SCRIPT}.run`, mimeType: 'application/octet-stream', buffer });
  const card = learner.at('run-card');
  await card.getByTestId('replay-run').click();
  await learner.at('replay-scrubber').press('End');
  await expect(learner.at('replay')).toContainText(SCRIPT);
  await page.evaluate((markup) => {
    const types = ['run', 'start', 'set', 'openFile', 'settings', 'error', '__proto__', markup];
    for (let i = 0; i < 1000; i++)
      window.postMessage(
        { type: types[i % types.length], stage: 'ppo', settings: null, sentence: markup, detail: markup },
        '*',
      );
  }, SCRIPT);
  await expect(learner.at('replay')).toBeVisible();
  await expect(learner.at('notice').filter({ hasText: '__proto__' })).toHaveCount(0);
  expect(await page.locator('img[src="x"], [onerror]').count()).toBe(0);
  expect([spoke, learner.complaints]).toEqual([false, []]);
});
