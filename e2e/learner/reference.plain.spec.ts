/** What is true in the world and the words of the field, looked up by keyboard over the view that is open. */
import { en } from '../../src/page/text/en/en';
import { expectNoBarrier } from './barriers';
import { expect, test } from './learner';

const LINK = { size: 'XS', backend: 'wasm', start: 'scratch', stage: 'pretrain', pretrainSteps: 4 };

test('a learner looks up a word and a fact by keyboard, and goes on where they were', async ({ learner }) => {
  await learner.open(LINK);
  const { page } = learner;
  await expect(learner.at('micro-step')).toBeEnabled();
  await learner.at('reference-words').focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: en.reference.open });
  await expect(dialog.getByText('perplexity', { exact: true })).toBeVisible();
  await expectNoBarrier(page, 'wcag', 'the glossary');

  // The first is a shortcut of the page, which acts on nothing that lies under an open dialog.
  await page.keyboard.press('m');
  await dialog.getByRole('searchbox').focus();
  await page.keyboard.type('KL');
  await expect(dialog.getByText('token', { exact: true })).toHaveCount(0);
  await expect(learner.at('current-micro-step')).toHaveCount(0);

  await dialog.getByRole('searchbox').fill('');
  await dialog.getByRole('button', { name: en.reference.pages.facts }).press('Enter');
  await expect(dialog.getByRole('row')).toHaveCount(21);
  await expectNoBarrier(page, 'wcag', 'the facts');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(learner.at('reference-words')).toBeFocused();
});
