/** Serves the source as modules to a page, for harnesses that are not in the production build. */
import type { Browser, Page } from '@playwright/test';
import { createServer } from 'vite';

export interface ModulePage {
  readonly page: Page;
  /** The same module in Node. */
  readonly load: (path: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** An empty page that can import any module of the repository; `name` keeps its prepared libraries apart. */
export async function openModulePage(browser: Browser, name: string): Promise<ModulePage> {
  const server = await createServer({
    configFile: false,
    cacheDir: `node_modules/.vite-${name}`,
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
  return { page, load: (path) => server.ssrLoadModule(path), close };
}
