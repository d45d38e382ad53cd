import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './e2e/browsers/browser';
import { ENGINES } from './e2e/browsers/engines';
import { freePort } from './e2e/browsers/freePort';
import type { VisitorOptions } from './e2e/learner/visitor';

// The same in every process of this run: the first one finds it and hands it on by the environment.
const port = (process.env.E2E_PORT ??= String(await freePort()));
const address = `http://127.0.0.1:${port}/`;
const report = process.env.REPORT;
const executablePath = findBrowser();

/** No connection of the browser's own: tests watch that the page asks nobody but its own origin. */
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];

/** What the tests of one file name run in. */
const browser = (args: string[]) => ({
  browserName: 'chromium' as const,
  launchOptions: {
    args: [...quiet, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args],
    ...(executablePath === undefined ? {} : { executablePath }),
  },
});

export default defineConfig<VisitorOptions>({
  testDir: 'e2e',
  outputDir: 'reports/e2e',
  // Pages wait in between, so that one more than there are cores keeps these at work.
  workers: Math.min(4, availableParallelism() + 1),
  retries: 0,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: report === undefined ? [['list']] : [['list'], ['json', { outputFile: report }]],
  // A trace costs a fifth of the time, on the page's own thread: `--trace on` where a failure asks for one.
  // What a page is served is what the test routes to it: e2e/learner/offline.plain.spec.ts alone has a service worker.
  use: { baseURL: address, serviceWorkers: 'block' },
  projects: [
    // A software adapter will do: these tests are about results, not speed.
    { name: 'webgpu', testMatch: '*.webgpu.spec.ts', use: browser(['--enable-unsafe-webgpu']) },
    // Without that flag and without a GPU there is no adapter: the path of a machine without WebGPU.
    { name: 'plain', testMatch: '*.plain.spec.ts', use: browser(['--disable-gpu']) },
    // The engines of Firefox and Safari; what should come out there is asked of the browser of the plain tests.
    ...ENGINES.map((engine) => ({
      name: engine,
      testMatch: '*.engines.spec.ts',
      use: { ...browser(['--disable-gpu']), engine },
    })),
  ],
  webServer: { command: `vite preview --host 127.0.0.1 --port ${port} --strictPort`, url: address },
});
