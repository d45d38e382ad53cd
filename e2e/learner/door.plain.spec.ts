/** Where the page cannot run, one sentence says why; where it can, none is seen. */
import { pathToFileURL } from 'node:url';
import { expect, test, type Page } from '@playwright/test';

const ENTRY = /assets\/index-[^/]*\.js$/;

/** The sentences that can be read before React draws the page. */
const sentences = (page: Page) => page.locator('#door :is(p, noscript):visible');

/** One sentence and no other. */
async function expectToRead(page: Page, sentence: RegExp): Promise<void> {
  await expect(sentences(page)).toHaveText([sentence], { useInnerText: true });
}

test('opened from a file, it asks to be opened at a web address', async ({ page }) => {
  await page.goto(pathToFileURL('dist/index.html').href);
  await expectToRead(page, /opened from a file/);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('it says that JavaScript is off', async ({ page }) => {
    await page.goto('/');
    await expectToRead(page, /JavaScript, which is switched off/);
  });
});

for (const missing of ['Object.hasOwn', 'Array.prototype.at', 'globalThis.ResizeObserver']) {
  test(`without ${missing} it says which browsers are new enough, and what this one lacks`, async ({ page }) => {
    await page.addInitScript(`delete ${missing}`);
    await page.goto('/');
    await expectToRead(page, /too old.*Chrome or Edge from version \d+/);
    await expect(page.locator('#door')).toContainText(`lacks ${missing.replace('globalThis.', '')}`);
  });
}

test('where its scripts cannot be parsed, it says which browsers are new enough', async ({ page }) => {
  await page.route(ENTRY, (route) => route.fulfill({ contentType: 'text/javascript', body: 'class A { static = {' }));
  await page.goto('/');
  await expectToRead(page, /too old/);
});

test('a browser from before module scripts, which passes over them, is told so', async ({ page }) => {
  await page.addInitScript('delete HTMLScriptElement.prototype.noModule');
  await page.route(ENTRY, (route) => route.abort());
  await page.goto('/');
  await expectToRead(page, /too old/);
});

for (const [name, part] of [
  ['its first script', ENTRY],
  ['a script that the first one imports', /assets\/store-[^/]*\.js$/],
] as const) {
  test(`where ${name} does not arrive, it says so`, async ({ page }) => {
    await page.route(part, (route) => route.fulfill({ status: 404 }));
    await page.goto('/');
    await expectToRead(page, /did not arrive/);
  });
}

test('a page that is slow to come is told of late, and gives way to the page', async ({ page }) => {
  let send: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (send = resolve));
  await page.route(ENTRY, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  await expect(page.locator('#door')).toBeAttached();
  await expect(sentences(page)).toHaveCount(0, { timeout: 500 });
  await expectToRead(page, /is loading/);
  send();
  await expect(page.getByTestId('start')).toBeVisible();
  await expect(page.locator('#door')).toHaveCount(0);
});

test('with nothing but the document itself there is still a sentence', async ({ page }) => {
  await page.route(/\.(js|css)$/, (route) => route.abort());
  await page.goto('/');
  await expectToRead(page, /If it does not come/);
});
