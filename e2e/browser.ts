/**
 * Finds the browser that the tests run in: the one named by PLAYWRIGHT_CHROMIUM, else an installed Chrome or Chromium,
 * else Playwright's own. `npm test` installs one where there is none.
 */
import { execSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const COMMANDS = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'];

const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function windowsPaths(): string[] {
  const { PROGRAMFILES, LOCALAPPDATA } = process.env;
  const roots = [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA];
  return roots
    .filter((root) => root !== undefined)
    .flatMap((root) => ['Google\\Chrome', 'Chromium'].map((name) => join(root, name, 'Application', 'chrome.exe')));
}

function installedPaths(): string[] {
  if (process.platform === 'darwin') return MAC;
  if (process.platform === 'win32') return windowsPaths();
  const folders = (process.env.PATH ?? '').split(delimiter);
  return COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
}

/** Ubuntu's chromium-browser may be a script that only says how to install one. */
function starts(path: string): boolean {
  if (!existsSync(path)) return false;
  return process.platform !== 'linux' || spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}

/** The program to start, or undefined where there is none yet. */
export function findBrowser(): string | undefined {
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  if (named !== undefined && named !== '') return named;
  return [...installedPaths(), chromium.executablePath()].find(starts);
}

function isDebianRoot(): boolean {
  const path = '/etc/os-release';
  return process.getuid?.() === 0 && existsSync(path) && /^ID=debian$/m.test(readFileSync(path, 'utf8'));
}

function tryTo(command: string): void {
  console.log(`Installing a browser: ${command}`);
  try {
    execSync(command, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  } catch {
    // The next way is tried, and the last one ends in a sentence.
  }
}

/** Finds a browser, installs one if there is none, and throws a sentence that says what to do if that fails too. */
export function findOrInstallBrowser(): string {
  const waysToInstall = [
    ...(isDebianRoot() ? ['apt-get update && apt-get install -y chromium'] : []),
    'npx playwright install --with-deps chromium',
  ];
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
