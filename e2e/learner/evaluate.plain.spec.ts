/**
 * A learner evaluates the models and takes the papers' figures along. That they have the numbers of the table is asked
 * without a browser: `Evaluate.test.tsx`.
 */
import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { readCsv } from '../../src/formats/csv';
import { expectClear, expectNoBarrierInAnyLight, expectToFitEveryWidth } from './barriers';
import { en } from '../../src/page/text/en/en';
import { expect, test, type Learner } from './learner';

const ITERATIONS = 14;
const BARS = ['attempts', 'obeysConstraints', 'hallucinates', 'appropriate'];

async function save(learner: Learner, figure: Locator, format: 'CSV' | 'SVG' | 'PNG'): Promise<Buffer> {
  await figure.getByRole('button', { name: /: save$/ }).click();
  const [download] = await Promise.all([
    learner.page.waitForEvent('download'),
    learner.page.getByRole('menuitem', { name: format }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^rlhf-playground-[a-z-]+\\.${format.toLowerCase()}$`));
  return readFileSync(await download.path());
}

test('a learner evaluates all sizes, reads figure 1 and the bars, and takes them along', async ({ learner }) => {
  await learner.open({
    backend: 'wasm',
    size: 'XS',
    ppoIterations: ITERATIONS,
    rolloutBatch: 8,
    ptxCoef: 0,
    klCoef: 0,
    evaluationSamples: 1,
  });
  await learner.run('ppo', 200_000);
  await learner.at('view-evaluate').click();
  const [figure1, metadata] = [learner.at('figure-size'), learner.at('figure-metadata')];
  await expect(figure1).toContainText('Press run');

  await learner.at('evaluate-all-sizes').click();
  await expect(learner.at('current-micro-step')).toContainText(
    new RegExp(`^${en.speakers.sft.label}, size M: \\d+ of 400 answers`),
  );
  await expect(learner.at('evaluate-all-sizes')).toHaveCount(0);
  // Four models of three sizes: preference of all but the one they are compared with, and gold of all.
  await expect(figure1.locator('[data-value]')).toHaveCount(23, { timeout: 240_000 });
  await expect(figure1.locator('g', { hasText: en.evaluate.preferred('M') }).first()).toBeVisible();
  await expect(learner.at('figure-overoptimization').locator('[data-value]')).toHaveCount(2 * ITERATIONS);
  await expect(learner.at('evaluation-headline')).toContainText(en.evaluate.modelNames.ppo);
  await expect(learner.at('evaluation-headline')).toBeInViewport();
  await expect(learner.at('run')).toBeVisible();
  await expectClear(learner.page, 'evaluate', 'all');

  const cell = async (speaker: string, measure: string) =>
    Number(await learner.at(`evaluation-${speaker}-${measure}`).getAttribute('data-value'));
  const csv = readCsv((await save(learner, metadata, 'CSV')).toString());
  expect(csv[0]).toEqual(['measure', 'model', 'x', 'value', 'stderr']);
  const saved = csv
    .filter(([, model]) => model === en.speakers.sft.label)
    .map(([measure, , , value]) => [measure, Number(value)]);
  const shown = await Promise.all(BARS.map(async (each) => [each, await cell('sft', each)]));
  expect(saved).toEqual(shown);

  const svg = (await save(learner, figure1, 'SVG')).toString();
  expect(svg).toContain(en.evaluate.figures.size.title);
  expect(svg).toContain(en.evaluate.ppoPtx);
  expect(svg).not.toMatch(/var\(|class=|style=/);
  expect(svg).toMatch(/rgb\(0, 121, 90\)/);
  const [, width, height] = /^<svg[^>]* width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  const png = await save(learner, figure1, 'PNG');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)]);
  const colors = await learner.page.evaluate(
    async (bytes) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? [];
      return new Set(Array.from({ length: pixels.length / 4 }, (_, i) => pixels.slice(4 * i, 4 * i + 3).join())).size;
    },
    [...png],
  );
  expect(colors).toBeGreaterThan(20);

  await figure1.getByRole('button', { name: /show as table$/ }).click();
  const table = figure1.getByRole('table', { name: 'gold' });
  await expect(table.getByRole('row')).toHaveCount(13);
  const gold = await cell('ppo', 'gold');
  await expect(table.getByRole('row', { name: new RegExp(`^${en.speakers.ppo.label} XS`) })).toContainText(
    gold.toFixed(3),
  );
  await expectNoBarrierInAnyLight(learner.page, 'wcag');
  await expectToFitEveryWidth(learner.page);

  const headline = await learner.at('evaluation-headline').innerText();
  await learner.page.reload();
  await expect(learner.at('come-back')).toContainText(en.runs.comeBack.did.evaluated);
  await learner.at('come-back-go-on').click({ timeout: 60_000 });
  await expect(learner.at('evaluation-headline')).toHaveText(headline, { useInnerText: true, timeout: 60_000 });
  await expect(figure1.locator('[data-value]')).toHaveCount(23);
});
