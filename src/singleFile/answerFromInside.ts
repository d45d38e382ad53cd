/** A page from a file may not fetch what lies beside it: what the single file holds is the answer to such a request. */
import { FileError } from '../formats/safetensors';
import type { InsideFiles } from './insideFiles';

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Returns a `fetch` for addresses of the page's own folder. What is there and not inside throws `FileError`. */
export function answerFromInside(files: InsideFiles, fetch: Fetch): Fetch {
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (address.startsWith('data:')) return fetch(input, init);
    const path = Object.keys(files).find((each) => address.endsWith(`/${each}`));
    if (path === undefined) {
      const name = address.split('/').slice(-2).join('/');
      throw new FileError(
        `This page is a single file, which holds the models of sizes XS and S alone, and not ${name}.`,
      );
    }
    return fetch(files[path]);
  };
}
