/** One computer, many learners: the next one starts fresh, nobody's work is lost, and all of it can be deleted. */
import type { Page } from '@playwright/test';
import { expectNoBarrierInAnyLight, expectToFitEveryWidth } from './barriers';
import { expect, test, type Learner } from './learner';

const LINK = { size: 'XS', backend: 'wasm', ppoIterations: 2, rolloutBatch: 8, ptxBatch: 2 };

/** All that lies in the browser: how many records each database has, and what is remembered under which names. */
function traces(page: Page) {
  return page.evaluate(async () => {
    const result = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(new Error(String(request.error)));
        };
      });
    const counts: number[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await result(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        counts.push(await result(database.transaction(store).objectStore(store).count()));
      }
      database.close();
    }
    return {
      records: counts.reduce((sum, count) => sum + count, 0),
      remembered: [...Object.keys(localStorage), ...Object.keys(sessionStorage)].sort(),
      caches: (await caches.keys()).length,
    };
  });
}

/** Ranks one prompt and trains PPO. */
async function work(learner: Learner): Promise<void> {
  await learner.open(LINK);
  await learner.run('ppo', 60_000);
  await learner.at('view-label').click();
  await learner.page.getByRole('row').first().press('Shift+ArrowDown', { timeout: 60_000 });
  await learner.at('label-next').click();
  await expect(learner.at('label-list')).toBeVisible();
  await expect.poll(async () => (await traces(learner.page)).records).toBeGreaterThanOrEqual(4);
}

const runs = (learner: Learner) => learner.at('overlay-run');

test('the next learner starts fresh, and the work before is set aside until it is asked for', async ({ learner }) => {
  const { page } = learner;
  await work(learner);
  await learner.at('view-runs').click();
  await expect(runs(learner)).toHaveCount(1);

  await page.goto(`/?size=XS&backend=wasm&klCoef=0.5&fresh`);
  const found = learner.at('earlier-work');
  await expect(found).toContainText('1 ranking, 1 run, the models of 1 visit', { timeout: 60_000 });
  await expectNoBarrierInAnyLight(page, 'all');
  await expectToFitEveryWidth(page);
  await expect(page).toHaveURL((url) => !url.searchParams.has('fresh') && url.searchParams.get('klCoef') === '0.5');
  await expect(learner.at('run')).toBeEnabled({ timeout: 60_000 });
  await expect(learner.at('come-back')).toHaveCount(0);
  await learner.at('earlier-keep').click();
  await expect(found).toHaveCount(0);
  await learner.at('view-runs').click();
  await expect(page.getByRole('main')).toBeVisible();
  await expect(runs(learner)).toHaveCount(0);

  // It stays so when the page is opened again, and About brings it back.
  await page.reload();
  await expect(learner.at('run').or(page.getByRole('main')).first()).toBeVisible();
  await expect(runs(learner)).toHaveCount(0);
  await learner.at('about').click();
  await expect(learner.at('about-aside')).toContainText('1 ranking, 1 run');
  await expectNoBarrierInAnyLight(page, 'all');
  await expectToFitEveryWidth(page);
  await learner.at('earlier-show').click();
  await learner.at('view-runs').click();
  await expect(runs(learner)).toHaveCount(1);
});

test('one press, and one question, delete all that the page has stored', async ({ learner }) => {
  const { page } = learner;
  await learner.open(LINK);
  await expect(learner.at('run')).toBeEnabled({ timeout: 60_000 });
  const atFirst = await traces(page);
  // How fast this computer trains is remembered from the start.
  expect(atFirst).toEqual({ records: 0, remembered: ['rlhf-playground timings XS'], caches: 0 });

  await work(learner);
  await learner.at('theme').click();
  await learner.at('display').click();
  await learner.at('projector').check();
  await learner.at('mask').uncheck();
  await page.keyboard.press('Escape');
  expect((await traces(page)).remembered.length).toBeGreaterThanOrEqual(4);

  await learner.at('about').click();
  await expect(learner.at('about-held')).toContainText('1 ranking, 1 run, the models of 1 visit');
  await learner.at('delete-all').click();
  await expect(learner.at('delete-question')).toContainText('Delete 1 ranking, 1 run');
  await expect(learner.at('delete-keep')).toBeFocused();
  await learner.at('delete-all-now').click();
  await expect(learner.at('about-dialog')).toHaveCount(0);
  await expect(learner.at('run')).toBeEnabled({ timeout: 60_000 });
  expect(await traces(page)).toEqual(atFirst);
  await expect(page.locator('html')).not.toHaveAttribute('data-projector');
  await expect(learner.at('come-back')).toHaveCount(0);
});
