/**
 * `npm run serving`: starts each server that this machine has with its configuration of this folder, over the build in a
 * sub-path, and looks at what it says of every file; then a browser opens the page there and trains. A server that the
 * machine lacks is skipped, by name. Exits with 1 when something is wrong.
 */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findOrInstallBrowser } from '../../e2e/browsers/browser';
import { SERVERS, type Server } from './servers';
import { filesIn, SUB_PATH, visit } from './visit';

/** What a browser says that opens the page, takes one step of PPO and looks for what is about to be fetched. */
async function train(executablePath: string, port: number): Promise<readonly string[]> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const complaints: string[] = [];
  try {
    const page = await browser.newPage();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on(
      'response',
      (response) => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`),
    );
    await page.goto(`http://127.0.0.1:${port}${SUB_PATH}?size=XS&backend=wasm&workers=2`);
    await page.getByTestId('backend-badge').getByText('WASM').waitFor({ timeout: 60_000 });
    await page.getByTestId('iteration-step').click({ timeout: 60_000 });
    await page.getByTestId('progress').and(page.locator('[data-iteration="1"]')).waitFor({ timeout: 60_000 });
  } catch (error) {
    complaints.push(error instanceof Error ? error.message : String(error));
  } finally {
    await browser.close();
  }
  return complaints;
}

const home = mkdtempSync(join(tmpdir(), 'serving-'));
const executablePath = findOrInstallBrowser();

/** The build as a server of its own finds it, beside a file of a kind that a later build may have. */
function layOut(name: string): { readonly www: string; readonly build: string; readonly own: string } {
  const [www, own] = [join(home, name, 'www'), join(home, name, 'own')];
  const build = join(www, SUB_PATH);
  cpSync('dist', build, { recursive: true });
  writeFileSync(join(build, 'probe.webmanifest'), '{}');
  mkdirSync(own);
  // A server that was started as root reads as somebody else.
  for (const folder of [home, join(home, name), www, own]) chmodSync(folder, 0o755);
  return { www, build, own };
}

async function check(server: Server): Promise<string> {
  const { www, build, own } = layOut(server.name.replace(' ', '-'));
  const started = await server.start(www, own).catch((error: unknown) => {
    process.exitCode = 1;
    return error instanceof Error ? error.message : String(error);
  });
  if (started === null) return 'skipped: this machine has no such server';
  if (typeof started === 'string') return started;
  try {
    const problems = [
      ...(await visit(started.port, build, server.configured)),
      ...(await train(executablePath, started.port)),
    ];
    for (const problem of problems) console.log(`  ${problem}`);
    if (problems.length > 0) process.exitCode = 1;
    return problems.length === 0
      ? `${filesIn(build).length} files as they should be, and the page trains`
      : `${problems.length} problems`;
  } finally {
    await started.stop();
  }
}

try {
  for (const server of SERVERS) console.log(`${server.name.padEnd(10)} ${await check(server)}`);
} finally {
  rmSync(home, { recursive: true });
}
