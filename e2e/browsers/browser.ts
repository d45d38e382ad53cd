/**
 * Finds the browser that most tests run in: the one named by PLAYWRIGHT_CHROMIUM, else Chromium without windows, which
 * needs a second less of computing for each page that is opened, else an installed Chrome or Chromium, else Playwright's
 * own. `npm test` installs one where there is none.
 */
import { chromium } from '@playwright/test';
import { debianInstall, findProgram, tryTo, type Program } from './programs';

/** The same engine as in Chromium, with no window around the page. */
const HEADLESS_SHELL: Program = { commands: ['chromium-headless-shell'], probe: '--version' };

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
  return findProgram(HEADLESS_SHELL) ?? findProgram(CHROMIUM, [chromium.executablePath()]);
}

/** Finds a browser, installs one if there is none, and throws a sentence that says what to do if that fails too. */
export function findOrInstallBrowser(): string {
  if (findProgram(HEADLESS_SHELL) === undefined) debianInstall('chromium-headless-shell').forEach(tryTo);
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
