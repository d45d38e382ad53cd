/** Serves the source as modules to a page, for harnesses that are not in the production build. */
import type { Browser, Page } from '@playwright/test';
import { createServer } from 'vite';

/** Functions that run in the page; arguments and results are plain data. */
type Harness = Readonly<Record<string, (...args: never[]) => unknown>>;

export interface ModulePage<H extends Harness> {
  readonly page: Page;
  /** Calls one of the harness's functions in the page. */
  readonly call: <K extends keyof H>(name: K, ...args: Parameters<H[K]>) => Promise<Awaited<ReturnType<H[K]>>>;
  /** A module in Node. */
  readonly load: (path: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** An empty page with the harness e2e/engine/`name`Harness.ts, whose prepared libraries are kept apart by that name. */
export async function openModulePage<H extends Harness>(browser: Browser, name: string): Promise<ModulePage<H>> {
  const server = await createServer({
    configFile: false,
    // Tests of two browsers may need it at once.
    cacheDir: `node_modules/.vite-${name}-${process.env.TEST_PARALLEL_INDEX ?? ''}`,
    appType: 'custom',
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
    optimizeDeps: {
      noDiscovery: true,
      include: [
        '@tensorflow/tfjs-core',
        '@tensorflow/tfjs-core/dist/register_all_gradients',
        '@tensorflow/tfjs-backend-cpu',
        '@tensorflow/tfjs-backend-wasm',
        '@tensorflow/tfjs-backend-webgpu',
      ],
    },
    plugins: [
      {
        name: 'empty page',
        configureServer: ({ middlewares }) => {
          middlewares.use('/empty.html', (_, response) => response.setHeader('Content-Type', 'text/html').end('<p>'));
        },
      },
    ],
  });
  await server.listen();
  const page = await browser.newPage();
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}empty.html`);
  const close = async () => {
    await page.close();
    await server.close();
  };
  const call: ModulePage<H>['call'] = async (...[called, ...args]) =>
    page.evaluate(
      async ([path, called, args]) => {
        const { harness } = (await import(path)) as { harness: Record<string, (...args: unknown[]) => Promise<never>> };
        return harness[called](...args);
      },
      [`/e2e/engine/${name}Harness.ts`, String(called), args as unknown[]] as const,
    );
  return { page, call, load: (path) => server.ssrLoadModule(path), close };
}
