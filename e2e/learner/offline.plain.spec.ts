/** The page without a network, a newer version that comes while a run goes on, and the page as a single file. */
import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test, type Learner } from './learner';
import { builtFiles } from './build';
import { copyBuild, replaceByNewer, serve } from './site';

test.use({ serviceWorkers: 'allow' });

/** They are for those who serve the page, or take it along: the page itself does without. */
const NOT_KEPT = new Set(['rlhf-playground.html', 'screenshot.png', 'serviceWorker.js']);

/** Until the browser keeps a copy of the whole page, and answers with it. */
async function untilKept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', null, {
    timeout: 60_000,
  });
}

/** Until so many iterations of PPO are done. */
async function untilIteration(learner: Learner, least: number): Promise<void> {
  const done = async () => Number(/(\d+) of \d+/.exec(await learner.at('stage-ppo').innerText())?.[1] ?? 0);
  await expect.poll(done, { timeout: 60_000 }).toBeGreaterThanOrEqual(least);
}

test('after one visit the page opens without its server: views, sizes, recordings, and a run', async ({ learner }) => {
  const { page } = learner;
  const site = await serve('dist');
  await page.goto(site.address);
  await untilKept(page);
  await site.close();

  const files = builtFiles(/^((assets|checkpoints|recordings)\/.*|[^./]+)\.[a-z]+$/).filter(
    (file) => !NOT_KEPT.has(file),
  );
  const refused = await page.evaluate(async (paths) => {
    const asked = paths.map(async (path) => ({
      path,
      kept: await fetch(path).then(
        ({ ok }) => ok,
        () => false,
      ),
    }));
    return (await Promise.all(asked)).filter(({ kept }) => !kept).map(({ path }) => path);
  }, files);
  expect(files.length).toBeGreaterThan(100);
  expect(refused).toEqual([]);

  const open = async (query: string) => {
    await page.goto('about:blank');
    await page.goto(`${site.address}${query}`);
  };
  for (const [query, part] of [
    ['', 'start'],
    ['#label', 'label-page'],
    ['#compare', 'compare-options'],
    ['?stage=evaluate', 'run'],
    ['#runs', 'import-run'],
    ['?bench', 'bench-status'],
  ] as const) {
    await open(query);
    await expect(learner.at(part), query).toBeVisible();
  }
  await open('?scenario=goodhart');
  await learner.at('lab-play').click();
  await expect(learner.at('lab-source')).toContainText('Recorded');
  for (const size of ['M', 'S', 'XS']) {
    await open(`?size=${size}#train`);
    await expect(learner.at('run'), size).toBeEnabled();
    await expect(learner.at('notice')).toHaveCount(0);
  }
  await learner.at('run').click();
  await untilIteration(learner, 2);
  await learner.at('about').click();
  await expect(learner.at('about-offline')).toHaveAttribute('data-copy', 'kept');
});

test('a newer version waits for the run, for other tabs and for the learner, and mixes nothing', async ({
  learner,
  context,
}, testInfo) => {
  const { page } = learner;
  const folder = testInfo.outputPath('site');
  copyBuild(folder);
  const site = await serve(folder);
  const missing: string[] = [];
  context.on('response', (response) => {
    if (response.status() === 404) missing.push(response.url());
  });
  await page.goto(`${site.address}?size=XS#train`);
  await untilKept(page);
  await learner.at('run').click();
  await untilIteration(learner, 2);

  replaceByNewer(folder);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect(learner.at('new-version')).toBeVisible();
  await expect(learner.at('take-new-version')).toHaveCount(0);
  await untilIteration(learner, 5);
  await learner.at('pause').click();
  await learner.step('iteration-step');
  await learner.kept();

  // The second tab, too, is of the old version as long as the first one is.
  const second = await context.newPage();
  await second.goto(`${site.address}?scenario=goodhart`);
  await expect(second.locator('html')).not.toHaveAttribute('data-version');
  await second.getByTestId('lab-run').click();
  await expect(second.getByTestId('lab-stop')).toBeVisible();
  await learner.at('take-new-version').click();
  await expect(learner.at('new-version')).toContainText('another tab');
  await second.close();

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-version', 'newer');
  await learner.at('come-back-go-on').click();
  await untilIteration(learner, 5);
  await learner.at('run').click();
  await untilIteration(learner, 6);
  expect(missing).toEqual([]);
  const names = await page.evaluate(async () => {
    const [cache] = await caches.keys();
    const kept = await (await caches.open(cache)).keys();
    return kept.map(({ url }) => url.split('/assets/')[1]).filter((name) => name !== undefined);
  });
  expect(names.filter((name) => !/_\.\w+$/.test(name))).toEqual([]);
  expect(names.length).toBeGreaterThan(100);
  await site.close();
  rmSync(folder, { recursive: true });
});

test('the single file opens from a folder, and trains', async ({ learner }) => {
  const { page } = learner;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const file = pathToFileURL('dist/rlhf-playground.html').href;
  await page.goto(`${file}?size=XS&workers=2#train`);
  await learner.at('run').click();
  await untilIteration(learner, 3);
  await learner.at('pause').click();
  await page.goto(`${file}?scenario=goodhart`);
  await learner.at('lab-play').click();
  await expect(learner.at('lab-source')).toContainText('Recorded');
  expect(asked.filter((address) => !/^(data|blob):/.test(address) && !address.startsWith(file))).toEqual([]);
});
