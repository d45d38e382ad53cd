/** A learner reads a curve exactly: by pointer and by keys, smoothed, closer, and as a file. */
import { readFileSync } from 'node:fs';
import { readCsv } from '../../src/formats/csv';
import { expect, test } from './learner';

test('a learner reads, smooths, zooms and saves a curve, by keyboard alone', async ({ learner }) => {
  const { page } = learner;
  await learner.open({ backend: 'wasm', size: 'XS', ppoIterations: 30, rolloutBatch: 8, ptxBatch: 2 });
  await learner.run('ppo', 200_000);
  const chart = learner.at('chart-reward');
  const cursor = chart.getByRole('slider');
  const values = chart.getByTestId('chart-values');

  await cursor.focus();
  await page.keyboard.press('End');
  await expect(cursor).toHaveAttribute('aria-valuenow', '30');
  const exact = Number((await learner.reading('reward', 'goldReward')).toPrecision(6));
  await expect(values.locator('[data-reading="goldReward"]')).toContainText(String(exact));
  await expect(cursor).toHaveAttribute('aria-valuetext', new RegExp(`iteration 30; gold ${exact} ± .*; score `));
  await page.keyboard.press('ArrowLeft');
  await expect(cursor).toHaveAttribute('aria-valuenow', '29');
  await page.keyboard.press('Home');
  await expect(values).toContainText('iteration 1');

  await learner.at('smoothing').selectOption('mean of 10');
  await cursor.focus();
  await page.keyboard.press('End');
  const table = chart.getByRole('button', { name: /show as table$/ });
  await expect(values).toContainText('mean of 10');
  const mean = Number(await values.locator('tr', { hasText: 'gold' }).locator('td').nth(1).textContent());

  await page.keyboard.press('+');
  await expect(learner.at('zoom')).toContainText('iterations 23 to 30');
  await expect(cursor).toHaveAttribute('aria-valuemin', '23');
  await page.keyboard.press('0');
  await expect(learner.at('zoom')).toHaveCount(0);
  await expect(cursor).toHaveAttribute('aria-valuemin', '1');

  const box = await cursor.boundingBox();
  if (!box) throw new Error('The chart is not on the page.');
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(learner.at('zoom')).toContainText(/iterations 1\d to 2\d/);
  await learner.at('zoom-all').click();

  await chart.getByRole('button', { name: /: save$/ }).focus();
  await page.keyboard.press('Enter');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'CSV' }).press('Enter'),
  ]);
  const [head, ...rows] = readCsv(readFileSync(await download.path(), 'utf8'));
  expect(head).toEqual([
    'step',
    'objective/gold_scores',
    'objective/gold_scores_stderr',
    'objective/scores',
    'objective/scores_stderr',
  ]);
  expect(rows).toHaveLength(30);
  expect(Number(Number(rows[29][1]).toPrecision(6))).toBe(exact);
  const lastTen = rows.slice(-10).map((row) => Number(row[1]));
  expect(mean).toBeCloseTo(lastTen.reduce((sum, value) => sum + value, 0) / 10, 5);

  await table.click();
  await expect(chart.getByRole('row', { name: /^30 / })).toContainText(String(exact));
});
