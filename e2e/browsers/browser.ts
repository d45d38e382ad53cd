/**
 * Finds the browser that most tests run in: the one named by PLAYWRIGHT_CHROMIUM, else an installed Chrome or Chromium,
 * else Playwright's own. `npm test` installs one where there is none.
 */
import { chromium } from '@playwright/test';
import { debianInstall, findProgram, tryTo, type Program } from './programs';

const CHROMIUM: Program = {
  commands: ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'],
  probe: '--version',
  mac: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  windows: ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'],
};

/** The program to start, or undefined where there is none yet. */
export function findBrowser(): string | undefined {
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  if (named !== undefined && named !== '') return named;
  return findProgram(CHROMIUM, [chromium.executablePath()]);
}

/** Finds a browser, installs one if there is none, and throws a sentence that says what to do if that fails too. */
export function findOrInstallBrowser(): string {
  const waysToInstall = [...debianInstall('chromium'), 'npx playwright install --with-deps chromium'];
  let found = findBrowser();
  for (const way of waysToInstall) {
    if (found !== undefined) break;
    tryTo(way);
    found = findBrowser();
  }
  if (found === undefined) {
    throw new Error('No browser to test in: install Chrome or Chromium, or name one in PLAYWRIGHT_CHROMIUM.');
  }
  return found;
}
