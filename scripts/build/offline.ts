/** The service worker, which keeps the page for use without a network, and the manifest, by which it can be installed. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { licensesOfServiceWorker } from '../licenses/licenses.ts';

const NAME = 'RLHF Playground';

const icon = (name: string, sizes: string, more = {}) => ({ src: `${name}.png`, sizes, type: 'image/png', ...more });

/** Installs a file only if it is the one of this build, so that a folder that is just being replaced is not taken in parts. */
const hashOf = (file: string) => `sha256-${createHash('sha256').update(readFileSync(file)).digest('base64')}`;

export const offline: Plugin[] = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src/offline',
  filename: 'serviceWorker.ts',
  // The page registers it by itself, once it is up.
  injectRegister: null,
  includeManifestIcons: false,
  injectManifest: {
    buildPlugins: { vite: [licensesOfServiceWorker] },
    // A classic script: browsers had service workers long before these could be modules.
    rollupFormat: 'iife',
    globPatterns: ['**/*.{html,js,css,wasm,svg,png,safetensors,recording,json,txt}'],
    globIgnores: ['screenshot.png', '.vite/**'],
    // Names of these files change with what is in them.
    dontCacheBustURLsMatching: /^assets\//,
    // The largest checkpoint has 2.5 MB.
    maximumFileSizeToCacheInBytes: 5_000_000,
    manifestTransforms: [
      (entries) => ({
        manifest: entries.map((entry) => ({ ...entry, integrity: hashOf(`dist/${entry.url}`) })),
        warnings: [],
      }),
    ],
  },
  manifest: {
    start_url: './',
    scope: './',
    name: `${NAME}: how ChatGPT learned from human feedback`,
    short_name: NAME,
    description: 'Reinforcement learning from human feedback, done and watched with a tiny GPT-2 in the browser.',
    lang: 'en',
    display: 'standalone',
    // The paper of the light theme.
    background_color: '#faf9f6',
    theme_color: '#faf9f6',
    icons: [
      icon('icon-192', '192x192'),
      icon('icon-512', '512x512'),
      icon('icon-maskable-512', '512x512', { purpose: 'maskable' }),
      { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
  },
});
