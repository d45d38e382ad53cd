/** Where lanes live: each in a page of its own of one Chromium, or in a Node process of its own. */
import { chromium, type Page } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';
import { findBrowser } from '../../e2e/browsers/browser';
import type { LaneCode, Opened, Step, Lane } from './lane';
import { isTorch, type Contestant, type Place } from './plan';
import { bundleLane, processLane } from './processLane';
import { torchLane } from './torch/torchLane';

export interface Host {
  /** What it is, in a few words. */
  readonly name: string;
  readonly lane: (contestant: Contestant) => Promise<Lane>;
  readonly close: () => Promise<void>;
}

/** A page with a lane and nothing else. */
const PAGE = `<script type="module">
  import { lane } from '/experiments/bench/lane.ts';
  globalThis.lane = lane;
</script>`;
const WASM = '/node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';

/** WebGPU on a software adapter if need be; pages in the background go on at full speed. */
const FLAGS = [
  '--enable-unsafe-webgpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

async function serve(): Promise<ViteDevServer> {
  const server = await createServer({
    configFile: false,
    cacheDir: 'node_modules/.vite-bench',
    appType: 'custom',
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
    optimizeDeps: {
      noDiscovery: true,
      include: [
        '@tensorflow/tfjs',
        '@tensorflow/tfjs-core',
        '@tensorflow/tfjs-core/dist/register_all_gradients',
        '@tensorflow/tfjs-backend-cpu',
        '@tensorflow/tfjs-backend-wasm',
        '@tensorflow/tfjs-backend-webgpu',
      ],
    },
    plugins: [
      {
        name: 'page with a lane',
        configureServer: ({ middlewares }) => {
          middlewares.use('/lane.html', (_, response) => response.setHeader('Content-Type', 'text/html').end(PAGE));
        },
      },
    ],
  });
  await server.listen();
  return server;
}

declare global {
  var lane: LaneCode | undefined;
}

/** A lane in a page: nothing is shared with other pages but the browser. */
async function pageLane(page: Page, base: string): Promise<Lane> {
  page.on('pageerror', ({ message }) => console.error(message));
  await page.goto(`${base}lane.html`);
  await page.waitForFunction(() => globalThis.lane !== undefined);
  const wasmUrl = new URL(WASM, base).href;
  return {
    start: (job) => page.evaluate((job) => globalThis.lane?.start(job), { ...job, wasmUrl }) as Promise<Opened>,
    step: () => page.evaluate(() => globalThis.lane?.step()) as Promise<Step>,
    close: () => page.close(),
  };
}

async function chromiumHost(): Promise<Host> {
  const server = await serve();
  const base = server.resolvedUrls?.local[0] ?? '';
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    args: [...FLAGS, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  return {
    name: `Chromium ${browser.version()}`,
    lane: async () => pageLane(await browser.newPage(), base),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

export async function openHost(place: Place): Promise<Host> {
  if (place === 'chromium') return chromiumHost();
  await bundleLane();
  return {
    name: `Node ${process.versions.node}`,
    lane: async (contestant) => (isTorch(contestant) ? torchLane(contestant) : processLane()),
    close: async () => undefined,
  };
}
