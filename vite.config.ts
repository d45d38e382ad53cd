import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { BROWSERS } from './scripts/build/browsers.ts';
import { offline } from './scripts/build/offline.ts';
import { licensesOfPage, licensesOfWorkers } from './scripts/licenses/licenses.ts';

/**
 * Nothing but our own origin, and no inline script or style. WebAssembly is the one thing that may be compiled. Who may
 * show the page in a frame (frame-ancestors) is not said: it may be embedded in a course's page, and a host that wants to
 * limit that says so in a header, the one place where browsers read it.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  // Their policy is src/trustedTypes.ts.
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');

/** In the build alone: while developing, Vite itself injects inline scripts and styles. */
const strictPolicy: Plugin = {
  name: 'strict-content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

export default defineConfig({
  // Relative addresses, so that any web host can serve the build from any sub-path.
  base: './',
  plugins: [react(), strictPolicy, offline, licensesOfPage],
  // The worker's libraries too are prepared before the first visit, or it would reload half-way.
  optimizeDeps: { entries: ['index.html', 'src/engine/worker/engine.worker.ts'] },
  // The default format, iife, would inline every dynamic import of a backend into one chunk.
  worker: { format: 'es', plugins: licensesOfWorkers },
  build: {
    target: BROWSERS,
    // One stylesheet for all: a part that is loaded later never lacks its own.
    cssCodeSplit: false,
    // Tells which chunks the page loads first: e2e/learner/bundle.plain.spec.ts and the size limit read it.
    manifest: true,
    // The policy above allows no data: addresses but for images, and WASM must stay a file of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The size limit watches what matters; a backend's chunk may be large.
    chunkSizeWarningLimit: 1000,
  },
});
