/** What a server should say of each file of the build. */
import { extname } from 'node:path';

export interface Expected {
  readonly type: string;
  readonly cache: string;
  /** Whether a browser that takes gzip gets it; null where it matters to nobody. */
  readonly compressed: boolean | null;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.txt': 'text/plain',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.safetensors': 'application/octet-stream',
  '.recording': 'application/octet-stream',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** What is smaller hardly gains, and not every server asks. */
const LEAST_COMPRESSED = 1024;
/** Weights and recordings, which are packed already, and pictures. */
const INCOMPRESSIBLE: readonly string[] = ['.safetensors', '.recording', '.png'];

export const FOR_A_YEAR = 'public, max-age=31536000, immutable';
export const CHECKED = 'no-cache';

/** Throws for a file of a kind that the build did not have when the configurations were written. */
export function expectedOf(path: string, size: number): Expected {
  const ending = extname(path);
  const type = TYPES[ending];
  if (type === undefined) throw new Error(`The build has a file of a kind that no configuration knows: ${path}.`);
  return {
    type,
    cache: path.startsWith('assets/') ? FOR_A_YEAR : CHECKED,
    compressed: INCOMPRESSIBLE.includes(ending) ? false : size < LEAST_COMPRESSED ? null : true,
  };
}

/** The kinds of file that every configuration has to name. */
export const ENDINGS = Object.keys(TYPES).map((ending) => ending.slice(1));
