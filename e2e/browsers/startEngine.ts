/** Starts Firefox or WebKit without a window on the screen and with nothing remembered, for as long as a test uses it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from '@playwright/test';
import type { EngineName } from './engines';
import { freePort } from './freePort';
import { overHttp, overMarionette, type Send } from './webDriver';

/** Milliseconds within which a browser should be there, on a machine that does other work as well. */
const START_TIMEOUT = 60_000;

/** Milliseconds that a program has to tidy up. */
const END_TIMEOUT = 5000;

export interface BrowserEngine {
  readonly send: Send;
  /** Errors and warnings on the console of the page and its workers, as they come. WebKit's driver passes none on. */
  readonly complaints: readonly string[];
}

/** Starts a program and calls back with each line that it writes. */
type Run = (path: string, args: readonly string[], onLine?: (line: string) => void, env?: NodeJS.ProcessEnv) => void;

const FIREFOX_PREFERENCES = {
  // Any free port, which it writes into its profile.
  'marionette.port': 0,
  // What a page says on its console is written to the program's output too.
  'devtools.console.stdout.content': true,
  'devtools.console.stdout.chrome': false,
};

/** A line of Firefox's output that is a complaint of the page; parts of Firefox itself say who they are before a colon. */
const COMPLAINT = /^console\.(warn|error): (?![\w.]+: )|^JavaScript error: http/;

async function startFirefox(run: Run, [path]: readonly string[], home: string): Promise<BrowserEngine> {
  const preferences = Object.entries(FIREFOX_PREFERENCES).map(([name, value]) => `user_pref("${name}", ${value});`);
  await writeFile(join(home, 'user.js'), preferences.join('\n'));
  const complaints: string[] = [];
  run(path, ['--headless', '--marionette', '--no-remote', '--profile', home], (line) => {
    if (COMPLAINT.test(line)) complaints.push(line);
  });
  let port = NaN;
  await expect(async () => {
    port = parseInt(await readFile(join(home, 'MarionetteActivePort'), 'utf8'));
    expect(port).toBeGreaterThan(0);
  }).toPass({ timeout: START_TIMEOUT });
  return { send: await overMarionette(port), complaints };
}

async function startWebKit(run: Run, [driver, display]: readonly string[]): Promise<BrowserEngine> {
  const screen = await new Promise<string>((resolve) => run(display, ['-displayfd', '1'], resolve));
  const port = await freePort();
  run(driver, [`--port=${port}`], undefined, { DISPLAY: `:${screen}`, GDK_BACKEND: 'x11' });
  const address = `http://127.0.0.1:${port}`;
  await expect(() => fetch(`${address}/status`)).toPass({ timeout: START_TIMEOUT });
  return { send: await overHttp(address), complaints: [] };
}

const STARTERS = { firefox: startFirefox, webkit: startWebKit };

async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const ended = once(program, 'exit');
  program.kill();
  const stubborn = setTimeout(() => program.kill('SIGKILL'), END_TIMEOUT);
  await ended;
  clearTimeout(stubborn);
}

/** Starts an engine, once more where it does not come: of two that start at one moment, one may be left without a screen. */
async function started(start: () => Promise<BrowserEngine>, endAll: () => Promise<void>): Promise<BrowserEngine> {
  const late = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), START_TIMEOUT).unref();
  });
  const first = await Promise.race([start(), late]);
  if (first !== null) return first;
  await endAll();
  return start();
}

/** Starts an engine, and whatever comes of its use, ends its programs and removes its folder. */
export async function withEngine(
  name: EngineName,
  paths: readonly string[],
  home: string,
  use: (engine: BrowserEngine) => Promise<void>,
): Promise<void> {
  const programs: ChildProcess[] = [];
  const run: Run = (path, args, onLine = () => undefined, env = {}) => {
    const program = spawn(path, args, {
      env: { ...process.env, HOME: home, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const input of [program.stdout, program.stderr]) createInterface({ input }).on('line', onLine);
    programs.push(program);
  };
  await mkdir(home, { recursive: true });
  const endAll = async () => {
    await Promise.all(programs.splice(0).map(end));
  };
  try {
    await use(await started(() => STARTERS[name](run, paths, home), endAll));
  } finally {
    await endAll();
    await rm(home, { recursive: true, force: true, maxRetries: 10 });
  }
}
