/**
 * What a classroom does to a page: it is translated, and the network blinks. No view may go blank, and nothing may be lost.
 */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { expect, Learner, STAGES, test } from './learner';

const LINK = {
  size: 'XS',
  backend: 'wasm',
  sftEpochs: 1,
  rmEpochs: 1,
  comparisonPrompts: 16,
  ppoIterations: 2,
  rolloutBatch: 8,
  ptxBatch: 2,
  evaluationSamples: 1,
};

/**
 * Puts two `font` elements with the same words in the place of every text, and of every text that comes, as page
 * translators do: the texts that React holds are then no longer part of the page.
 */
async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const html = 'http://www.w3.org/1999/xhtml';
    const put = (text: Text) => {
      const parent = text.parentElement;
      if (parent === null || parent.namespaceURI !== html || text.data.trim() === '') return;
      if (['FONT', 'SCRIPT', 'STYLE', 'TEXTAREA', 'OPTION'].includes(parent.tagName)) return;
      const inner = document.createElementNS(html, 'font');
      inner.textContent = text.data;
      const outer = document.createElementNS(html, 'font');
      outer.append(inner);
      text.replaceWith(outer);
    };
    const under = (node: Node) => {
      if (node instanceof Text) put(node);
      const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode() !== null) texts.push(walker.currentNode as Text);
      texts.forEach(put);
    };
    under(document.body);
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) addedNodes.forEach(under);
    }).observe(document.body, { childList: true, subtree: true });
  });
}

async function expectWhole(learner: Learner, place: string): Promise<void> {
  await learner.page.waitForTimeout(200);
  expect(await learner.at('broken').count(), place).toBe(0);
  expect(learner.complaints, place).toEqual([]);
  const words = await learner.page.locator('main').innerText();
  expect(words.length, place).toBeGreaterThan(100);
}

test('a page whose every text was moved by a translator goes on through all views and stages', async ({ learner }) => {
  const { page } = learner;
  await learner.open(LINK);
  await expect(learner.at('run')).toBeEnabled({ timeout: 60_000 });
  await translate(page);
  for (const stage of [...STAGES].reverse()) {
    await learner.select(stage);
    await learner.step('micro-step');
    await learner.step('iteration-step');
    await expectWhole(learner, `${stage}, stepped`);
    await learner.at('advanced').getByRole('group').or(learner.at('advanced')).first().click();
    await learner.at('reset').click();
    if ((await learner.at('confirm').count()) > 0) await learner.at('confirm-proceed').click();
    await expectWhole(learner, `${stage}, reset`);
  }
  await learner.page.reload();
  await expect(learner.at('run')).toBeEnabled({ timeout: 60_000 });
  await translate(page);
  await learner.run('ppo', 60_000);
  await expectWhole(learner, 'a whole run');

  await learner.at('view-label').click();
  await expect(learner.at('label-list')).toBeVisible({ timeout: 60_000 });
  for (let i = 0; i < 4; i++) await learner.at('label-next').click();
  await expect(learner.at('kept-label').first()).toBeVisible();
  await learner.at('kept-edit').first().click();
  await expectWhole(learner, 'label');

  await learner.at('view-compare').click();
  await learner.at('use-case-question').click();
  await learner.at('use-case-prompts').getByRole('button').first().click();
  await expect(learner.at('answer-ppo-1')).toBeVisible();
  await learner.at('compare-again').click();
  await expectWhole(learner, 'compare');

  await learner.at('view-evaluate').click();
  await learner.at('run').click();
  await expect(learner.at('figure-size').locator('[data-value]').first()).toBeVisible({ timeout: 120_000 });
  await expectWhole(learner, 'evaluate');
  if ((await learner.at('pause').count()) > 0) await learner.at('pause').click();

  await learner.at('view-runs').click();
  await learner.at('overlay-run').first().click();
  await learner.at('overlay-run').first().click();
  await learner.at('replay-run').first().click();
  await learner.at('replay-scrubber').press('End');
  await learner.at('replay-play').click();
  await expectWhole(learner, 'replay');
  await learner.at('replay-leave').click();

  await learner.at('share').click();
  await learner.at('share-each').click();
  await expect(learner.at('share-dialog')).toBeVisible();
  await page.keyboard.press('Escape');

  await learner.at('view-lab').click();
  await learner.at('scenario-goodhart').click();
  await learner.at('lab-play').click();
  await expect(learner.at('scenario')).toHaveAttribute('data-done', 'true', { timeout: 30_000 });
  await expectWhole(learner, 'lab');
});

/** What is loaded on its own, by the beginning of its file's name. */
const VIEWS = ['label', 'compare', 'evaluate', 'lab', 'runs'] as const;

test('a view that cannot be fetched says so, the run goes on, and it opens once the network is back', async ({
  page,
}) => {
  const lazily = /assets\/(Label|Compare|Evaluate|Lab|Runs|ShareDialog|Plot)-[^/]*\.js$/;
  await page.route(lazily, (route) => route.abort());
  const learner = { at: (id: string) => page.getByTestId(id) };
  await page.goto('/?size=XS&backend=wasm&ppoIterations=300');
  await learner.at('run').click({ timeout: 60_000 });
  for (const view of VIEWS) {
    await learner.at(`view-${view}`).click();
    await expect(learner.at('broken').first(), view).toContainText('could not be loaded');
  }
  await learner.at('view-train').click();
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'running');
  await expect(learner.at('progress')).not.toHaveAttribute('data-iteration', '0');
  await expect(learner.at('broken').first()).toContainText('could not be loaded');

  await learner.at('view-label').click();
  await expect(learner.at('broken')).toBeVisible();
  await page.unroute(lazily);
  await learner.at('broken-again').click();
  await expect(learner.at('label-list')).toBeVisible({ timeout: 60_000 });
});

/** The page's own chunks; the measurement of a machine is a page of its own. */
function chunks(): string[] {
  const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8')) as Record<string, { file: string }>;
  const files = Object.values(manifest).map(({ file }) => file);
  return files.filter((file) => file.endsWith('.js') && !file.includes('/Bench-')).sort();
}

test('all that views need is fetched while the page is idle: with the network cut after that, every one opens', async ({
  page,
}) => {
  const learner = new Learner(page);
  await learner.open({ ...LINK, ppoIterations: 1 });
  const fetched = () =>
    page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name.replace(/.*\/(?=assets\/)/, '')),
    );
  const missing = async () => {
    const here = await fetched();
    return chunks().filter((chunk) => !here.includes(chunk));
  };
  await expect.poll(missing, { timeout: 60_000 }).toEqual([]);
  const failed: string[] = [];
  page.on('requestfailed', (request) => failed.push(request.url()));
  await page.context().setOffline(true);
  await learner.run('ppo', 60_000);
  await expect(page.locator('figure[data-testid^="chart-"] svg').first()).toBeVisible();
  for (const view of VIEWS) {
    await learner.at(`view-${view}`).click();
    await expect(page.locator('main'), view).toBeVisible();
    await expect(learner.at('broken'), view).toHaveCount(0);
  }
  await expect(learner.at('run-card')).toHaveCount(1);
  await learner.at('replay-run').click();
  await expect(learner.at('replay')).toBeVisible();
  await learner.at('replay-leave').click();
  await learner.at('share').click();
  await expect(learner.at('share-dialog')).toBeVisible();
  // The browser asks for the icon of the tab by itself.
  expect(failed.filter((url) => !url.endsWith('/icon.svg'))).toEqual([]);
});

test('an error while a view is drawn leaves the others, and all that was made can be saved', async ({ page }) => {
  // A browser of which one part fails: the vocabulary's words cannot be compared in Compare alone.
  await page.route(/assets\/Compare-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    const broken = body.replace(/export\{/, 'throw new Error("broken on purpose");export{');
    await route.fulfill({ response, body: broken });
  });
  await page.goto('/?size=XS&backend=wasm&ppoIterations=2#label');
  const at = (id: string) => page.getByTestId(id);
  await expect(at('label-list')).toBeVisible({ timeout: 60_000 });
  await at('label-next').click();
  await at('label-next').click();
  await expect(at('kept-label')).toHaveCount(1);
  await at('view-compare').click();
  await expect(at('broken')).toBeVisible();
  const [saved] = await Promise.all([page.waitForEvent('download'), at('broken-save').click()]);
  const files = Object.keys(unzipSync(new Uint8Array(readFileSync(await saved.path()))));
  expect(files).toEqual(['rankings.jsonl']);
  await at('view-label').click();
  await expect(at('kept-label')).toHaveCount(1);
});
