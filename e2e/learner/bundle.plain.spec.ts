/** What is in the production build, and what is not: its weight and syntax, TensorFlow.js, addresses of other origins. */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { parse } from 'espree';
import { preview } from 'vite';
import { builtFiles, holders, importsOf, pageFiles, read, TENSORFLOW, workerFiles } from './build';

const FIRST_VIEW_LIMIT = 325_000;

/** Of all JavaScript that any worker loads: bytes, not compressed. */
const WORKER_LIMIT = 1_700_000;

/** Hosts whose addresses are names, licenses, links to documentation inside libraries or to the papers, never asked for anything. */
const ONLY_TEXT = [
  'arxiv.org',
  'bit.ly',
  'cdn.openai.com',
  'developer.mozilla.org',
  'doi.org',
  'emscripten.org',
  'en.wikipedia.org',
  'ericmitchell.ai',
  'github.com',
  'joschu.net',
  'openreview.net',
  'react.dev',
  'redux-toolkit.js.org',
  'redux.js.org',
  'www.apache.org',
  'www.shadertoy.com',
  'www.w3.org',
];

test('TensorFlow.js and each of its backends are in the build once, in the workers alone', () => {
  for (const [part, text] of Object.entries(TENSORFLOW)) {
    expect(holders(text), part).toHaveLength(1);
    expect(workerFiles(), part).toEqual(expect.arrayContaining(holders(text)));
    expect(pageFiles(), part).not.toEqual(expect.arrayContaining(holders(text)));
  }
  const weight = workerFiles().reduce((total, file) => total + statSync(`dist/${file}`).size, 0);
  expect(weight).toBeLessThanOrEqual(WORKER_LIMIT);
});

test('the list of licenses names what the page, its workers and its service worker are built from, each with a text', () => {
  const list = read('licenses.txt');
  for (const name of [
    'react-dom',
    'recharts',
    'valibot',
    '@tensorflow/tfjs-core',
    '@tensorflow/tfjs-backend-webgpu',
    'workbox-precaching',
  ])
    expect(list).toMatch(new RegExp(`^-+\\n${name} \\d+\\.\\d+\\.\\d+ \\(.+\\)\\n-+\\n\\n\\S`, 'm'));
  expect(list).not.toContain('node_modules');
});

test('the build has no word that Safari 15.4 or Chrome 93 cannot parse', () => {
  for (const file of builtFiles(/\.js$/)) {
    const script = read(file);
    expect(() => parse(script, { ecmaVersion: 2021, sourceType: 'module' }), file).not.toThrow();
    // The parser takes a regular expression that looks behind; Safari does from 16.4.
    expect(script, file).not.toMatch(/\(\?<[=!]/);
  }
});

test("no chunk imports the workers' entry, which WebKit would then evaluate a second time", () => {
  const chunks = builtFiles(/^assets.*\.js$/);
  const imported = new Set(chunks.flatMap(importsOf));
  const ofWorkers = chunks.filter((chunk) => !pageFiles().includes(chunk));
  const entries = ofWorkers.filter((chunk) => !imported.has(chunk));
  expect(entries.map((entry) => basename(entry).split('-')[0])).toEqual(['engine.worker']);
});

/** Declarations that some browser which runs the page does not know, and drops. */
const NEWER = /^(rotate|translate|scale):|color-mix\(|subgrid|\d[dsl]v[hw]/;

test('what an old browser does not know of a style takes nothing else with it', () => {
  for (const file of builtFiles(/\.css$/)) {
    const css = read(file);
    for (const [, selector, body] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      // An unknown selector drops the whole rule.
      if (selector.includes(':has(')) expect(selector, file).not.toContain(',');
      const declarations = body.split(';');
      for (const [i, declaration] of declarations.entries()) {
        const [property] = declaration.split(':', 1);
        const known = declarations.slice(0, i).filter((each) => each.startsWith(`${property}:`) && !NEWER.test(each));
        if (NEWER.test(declaration)) expect(known, `${file}: before ${declaration}`).not.toEqual([]);
      }
    }
    expect(css, file).not.toMatch(/@media[^{]*(not \(|[<>])/);
  }
  // A script's styles have no second declaration to fall back on.
  for (const file of builtFiles(/\.js$/)) expect(read(file), file).not.toContain('color-mix(');
});

test('the build names no other origin', () => {
  const addresses = builtFiles(/\.(js|css|html)$/).flatMap((file) =>
    [...read(file).matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host),
  );
  expect([...new Set(addresses)].filter((host) => !ONLY_TEXT.includes(host))).toEqual([]);
  expect(read('index.html')).not.toMatch(/(src|href)="(\/|[a-z]+:)/);
});

test('served from any sub-path, the page starts light, without complaint, and asks nobody else', async ({ page }) => {
  const server = await preview({ base: '/class/7b/', preview: { host: '127.0.0.1', port: 0 } });
  const home = server.resolvedUrls?.local[0] ?? '';
  const complaints: string[] = [];
  const loaded = new Set(['index.html']);
  // What is loaded ahead in idle moments is no part of the first view, however soon it comes.
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('response', (response) => {
    if (!response.ok()) complaints.push(`${String(response.status())} ${response.url()}`);
  });
  page.on('request', (request) => {
    if (request.url().startsWith(home)) loaded.add(request.url().slice(home.length));
    else if (!/^(data|blob):/.test(request.url())) complaints.push(`asked ${request.url()}`);
  });

  await page.goto(home);
  await expect(page.getByTestId('start-ppo').locator('[data-score]')).not.toHaveAttribute('data-score', '', {
    timeout: 60_000,
  });
  const firstView = ['index.html', ...pageFiles().filter((file) => loaded.has(file))];
  const weight = firstView.reduce((total, file) => total + gzipSync(readFileSync(`dist/${file}`)).length, 0);

  await page.waitForLoadState('networkidle');
  await server.close();
  expect(complaints).toEqual([]);
  expect(weight).toBeGreaterThan(1000);
  expect(weight).toBeLessThanOrEqual(FIRST_VIEW_LIMIT);
});
