import { FileError } from '../../formats/safetensors';

/** Milliseconds after which a file that could not be had is asked for once more: a blink of the network is over by then. */
const AGAIN_AFTER = 1000;

/** Bytes of a file of the page's own. Throws `FileError` when it cannot be had. */
export async function fetchBytes(url: URL): Promise<ArrayBuffer> {
  const refuse = (why: string) => new FileError(`The file ${url.pathname} could not be loaded: ${why}`);
  try {
    const response = await askTwice(url);
    if (!response.ok) throw refuse(`the server answered ${response.status}.`);
    // Some hosts answer with their first page where there is no such file.
    if (response.headers.get('content-type')?.startsWith('text/html') === true) throw refuse('the server has none.');
    return await response.arrayBuffer();
  } catch (error) {
    throw error instanceof FileError ? error : refuse(`the network does not answer. (${String(error)})`);
  }
}

async function askTwice(url: URL): Promise<Response> {
  const ask = () => fetch(url).catch((error: unknown) => error);
  const first = await ask();
  if (first instanceof Response && first.status < 500) return first;
  await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
  return fetch(url);
}
