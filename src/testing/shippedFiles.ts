/** The files that ship with the page, as a session in Node reads them. */
import { readFileSync } from 'node:fs';

export function readShipped(path: string): Promise<ArrayBuffer> {
  return Promise.resolve(new Uint8Array(readFileSync(`public/${path}`)).buffer);
}
