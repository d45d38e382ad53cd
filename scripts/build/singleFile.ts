/**
 * Writes the page as one HTML file that opens from a memory stick. Browsers let such a page load nothing beside it, so that
 * all scripts, styles, models and recordings lie inside.
 */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type InlineConfig, type Plugin } from 'vite';
import { BROWSERS } from './browsers.ts';

const SINGLE_FILE = 'rlhf-playground.html';

const ROOT = join(import.meta.dirname, '../..');
const ENGINE = 'virtual:engine';

/** Files in place of which the single file has its own. */
const TWINS: Readonly<Record<string, string>> = {
  'src/page/store/wire/startWorker.ts': 'src/singleFile/startWorker.ts',
  'src/engine/worker/startOwnWorker.ts': 'src/singleFile/startOwnWorker.ts',
};

const twins: Plugin = {
  name: 'single-file-twins',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
    const twin = resolved && TWINS[relative(ROOT, resolved.id).replaceAll('\\', '/')];
    return twin === undefined || twin === null ? null : join(ROOT, twin);
  },
};

/** Nothing is left to load: all dynamic imports are in one chunk, and all assets are data: addresses. */
const ALL_IN_ONE = {
  ...{ target: BROWSERS, assetsInlineLimit: Infinity, modulePreload: false, copyPublicDir: false },
} as const;

async function bundleEngine(): Promise<string> {
  const config: InlineConfig = {
    ...{ configFile: false, root: ROOT, logLevel: 'warn', plugins: [twins] },
    // As a library, or Vite would load its chunks by links, which a worker has none of.
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    build: {
      ...{ ...ALL_IN_ONE, write: false },
      lib: { entry: join(ROOT, 'src/singleFile/engine.worker.ts'), formats: ['iife'], name: 'engine' },
    },
  };
  const result = await build(config);
  const outputs = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  const [chunk] = outputs;
  if (outputs.length !== 1 || chunk.type !== 'chunk')
    throw new Error('The engine of the single file is not one chunk.');
  return chunk.code;
}

const engine: Plugin = {
  name: 'single-file-engine',
  resolveId: (source) => (source === ENGINE ? `\0${ENGINE}` : null),
  load: async (id) => (id === `\0${ENGINE}` ? `export default ${JSON.stringify(await bundleEngine())}` : null),
};

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Ends no element before its time: within a string or a regular expression the backslash changes nothing. */
const asScript = (code: string) => code.replace(/<(?=\/script|!--)/gi, '\\x3C');

const sourceOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The page asks nobody at all: it runs the scripts and styles that are inside, and workers made from these. */
const policyFor = (scripts: readonly string[], styles: readonly string[]) =>
  [
    "default-src 'none'",
    `script-src ${scripts.map(sourceOf).join(' ')} 'wasm-unsafe-eval'`,
    `style-src ${styles.map(sourceOf).join(' ')}`,
    'worker-src blob:',
    'connect-src data:',
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** Replaces what must be there once, by a text in which `$` means nothing. */
function put(html: string, place: string | RegExp, text: string): string {
  if (html.split(place).length !== 2) throw new Error(`index.html should hold ${String(place)} once.`);
  return html.replace(place, () => text);
}

const door = read('public/door.js');
const icon = `data:image/svg+xml;base64,${Buffer.from(read('public/icon.svg')).toString('base64')}`;

/** What index.html asks the public folder for is put inside, and the page starts as a single file does. */
function withoutPublicFiles(html: string): string {
  const withIcon = put(html, '/icon.svg', icon);
  const withDoor = put(withIcon, '<script src="/door.js"></script>', `<script>${door}</script>`);
  return put(withDoor, '/src/main.tsx', '/src/singleFile/main.ts');
}

function withAllInside(html: string, script: string, style: string): string {
  const policy = policyFor([script, door], [style]);
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;
  const withPolicy = put(html, '<head>', `<head>\n    ${meta}`);
  const withStyle = put(withPolicy, /<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`);
  return put(withStyle, /<script type="module"[^>]*><\/script>/, `<script type="module">${script}</script>`);
}

const pageInside: Plugin = {
  name: 'single-file-page',
  enforce: 'post',
  transformIndexHtml: { order: 'pre', handler: withoutPublicFiles },
  generateBundle: {
    // Until then chunks hold places that Vite fills.
    order: 'post',
    handler(_, bundle) {
      const outputs = Object.values(bundle);
      const page = outputs.find(({ fileName }) => fileName.endsWith('.html'));
      const script = outputs.find(({ type }) => type === 'chunk');
      const style = outputs.find(({ fileName }) => fileName.endsWith('.css'));
      if (outputs.length !== 3 || page?.type !== 'asset' || script?.type !== 'chunk' || style?.type !== 'asset') {
        const names = Object.keys(bundle).join(', ');
        throw new Error(`The single file is made from a page, a script and a style, got ${names}.`);
      }
      for (const name of Object.keys(bundle)) Reflect.deleteProperty(bundle, name);
      const source = withAllInside(String(page.source), asScript(script.code), String(style.source));
      this.emitFile({ type: 'asset', fileName: SINGLE_FILE, source });
    },
  },
  writeBundle({ dir = '' }) {
    console.log(`${SINGLE_FILE}: ${(statSync(join(dir, SINGLE_FILE)).size / 1e6).toFixed(1)} MB`);
  },
};

export const singleFile: InlineConfig = {
  plugins: [twins, engine, pageInside],
  build: {
    ...{ ...ALL_IN_ONE, emptyOutDir: false, cssCodeSplit: false, reportCompressedSize: false },
    chunkSizeWarningLimit: Infinity,
    rolldownOptions: { output: { codeSplitting: false } },
  },
};
