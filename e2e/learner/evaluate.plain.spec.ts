/** A learner evaluates the models and reads the papers' figures: drawn, as tables, and as files. */
import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { readCsv } from '../../src/formats/csv';
import { expectNoBarrierInAnyLight, sideways, WIDTHS } from './barriers';
import { expect, test, type Learner } from './learner';

const ITERATIONS = 14;

/** The numbers of one kind of model in a figure, as they are drawn. */
async function drawn(figure: Locator, series: string): Promise<number[]> {
  return figure
    .locator(`[data-series="${series}"] [data-value]`)
    .evaluateAll((marks) => marks.map((mark) => Number(mark.getAttribute('data-value'))));
}

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
    ptxCoef: 0,
    klCoef: 0,
    evaluationSamples: 1,
  });
  await learner.at('view-evaluate').click();
  const figure1 = learner.at('figure-size');
  await expect(figure1).toContainText('Press run');
  await learner.at('view-train').click();
  await learner.run('ppo', 200_000);
  await learner.at('view-evaluate').click();

  await learner.at('evaluate-all-sizes').click();
  await expect(learner.at('current-micro-step')).toContainText(/SFT, size M: \d+ of 400 answers/);
  await expect(learner.at('evaluate-all-sizes')).toHaveCount(0);
  // Four models of three sizes: preference of all but the one they are compared with, and gold of all.
  await expect(figure1.locator('[data-value]')).toHaveCount(23, { timeout: 240_000 });

  const cell = async (speaker: string, measure: string) =>
    Number(await learner.at(`evaluation-${speaker}-${measure}`).getAttribute('data-value'));
  const preferred = figure1.locator('g', { hasText: 'preferred to SFT M by held-out labelers' }).first();
  await expect(preferred).toBeVisible();
  // The policy trained here has no pretraining gradient; those of the other sizes shipped with it.
  const [, , ...goldOfPtx] = await drawn(figure1, 'ppo-ptx');
  expect(goldOfPtx).toHaveLength(2);
  const [preferredHere, goldHere] = await drawn(figure1, 'ppo');
  expect(goldHere).toBe(await cell('ppo', 'gold'));
  expect(preferredHere).toBeGreaterThanOrEqual(0);
  const [sftXs, sftS] = await drawn(figure1, 'sft');
  expect(sftXs).toBeLessThan(0.5);
  expect(sftS).toBeGreaterThan(sftXs);
  await expect(figure1).toContainText('trained or opened here: PPO XS');

  const metadata = learner.at('figure-metadata');
  for (const [series, speaker] of [
    ['base', 'base'],
    ['sft', 'sft'],
    ['ppo', 'ppo'],
  ]) {
    const bars = ['attempts', 'obeysConstraints', 'hallucinates', 'appropriate'].map((each) => cell(speaker, each));
    expect(await drawn(metadata, series)).toEqual(await Promise.all(bars));
  }
  await expect(metadata).toContainText('the judge’s task mark is above 0');
  await expect(learner.at('figure-tax')).toContainText('train PPO with γ above 0');
  const over = learner.at('figure-overoptimization');
  await expect(over.locator('[data-value]')).toHaveCount(2 * ITERATIONS);
  await expect(over).toContainText(/curve .*(of|to|for) this run/i);

  const csv = readCsv((await save(learner, metadata, 'CSV')).toString());
  expect(csv[0]).toEqual(['measure', 'model', 'x', 'value', 'stderr']);
  const saved = csv.filter(([, model]) => model === 'SFT').map(([measure, , , value]) => [measure, Number(value)]);
  const shown = await Promise.all(
    ['attempts', 'obeysConstraints', 'hallucinates', 'appropriate'].map(async (each) => [
      each,
      await cell('sft', each),
    ]),
  );
  expect(saved).toEqual(shown);

  const svg = (await save(learner, figure1, 'SVG')).toString();
  expect(svg).toContain('Figure 1: preference by model size');
  expect(svg).toContain('PPO-ptx');
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
  await expect(table.getByRole('row', { name: /^PPO XS/ })).toContainText(goldHere.toFixed(3));

  await expectNoBarrierInAnyLight(learner.page, 'wcag');
  for (const width of WIDTHS) {
    await learner.page.setViewportSize({ width, height: 800 });
    await expect(metadata.locator('svg').first()).toBeVisible();
    await learner.page.waitForTimeout(300);
    expect(await sideways(learner.page), `at ${width} px`).toBeLessThanOrEqual(0);
  }
});
