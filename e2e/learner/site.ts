/** A folder of the build on a server of its own, whose files a newer version can replace while a page is open. */
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { preview } from 'vite';

export interface Site {
  readonly address: string;
  readonly close: () => Promise<void>;
}

export async function serve(folder: string): Promise<Site> {
  const server = await preview({ build: { outDir: folder }, preview: { host: '127.0.0.1', port: 0 } });
  return { address: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}

export function copyBuild(folder: string): void {
  cpSync('dist', folder, { recursive: true });
}

const WORKER = 'serviceWorker.js';
const TEXT = /\.(js|css|html)$/;

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64');

/**
 * Makes a folder's build into a newer version in which no script has the name that it had, and whose document says so. The
 * old files are gone.
 */
export function replaceByNewer(folder: string): void {
  const assets = join(folder, 'assets');
  const names = readdirSync(assets);
  const newer = (name: string) => name.replace(/(\.\w+)$/, '_$1');
  const named = new RegExp(names.map((name) => name.replaceAll('.', '\\.')).join('|'), 'g');
  for (const name of names) renameSync(join(assets, name), join(assets, newer(name)));
  const texts = [...readdirSync(assets).map((name) => join('assets', name)), 'index.html', WORKER];
  for (const name of texts.filter((each) => TEXT.test(each))) {
    const path = join(folder, name);
    const renamed = readFileSync(path, 'utf8').replace(named, newer);
    writeFileSync(path, name === 'index.html' ? renamed.replace('<html', '<html data-version="newer"') : renamed);
  }
  const worker = readFileSync(join(folder, WORKER), 'utf8');
  const listed = /"integrity":"sha256-[^"]*","revision":(null|"[^"]*"),"url":"([^"]*)"/g;
  const relisted = worker.replace(listed, (_, revision: string, url: string) => {
    const hash = hashOf(readFileSync(join(folder, url)));
    return `"integrity":"sha256-${hash}","revision":${revision === 'null' ? 'null' : `"${hash}"`},"url":"${url}"`;
  });
  writeFileSync(join(folder, WORKER), relisted);
}
