import { askTwice } from '../../askTwice';
import { FileError } from '../../formats/safetensors';

/** Bytes of a file of the page's own. Throws `FileError` when it cannot be had. */
export async function fetchBytes(url: URL): Promise<ArrayBuffer> {
  const refuse = (why: string) => new FileError(`The file ${url.pathname} could not be loaded: ${why}`);
  const ask = async () => {
    const response = await fetch(url);
    if (response.status >= 500) throw refuse(`the server answered ${response.status}.`);
    return response;
  };
  try {
    const response = await askTwice(ask);
    if (!response.ok) throw refuse(`the server answered ${response.status}.`);
    // Some hosts answer with their first page where there is no such file.
    if (response.headers.get('content-type')?.startsWith('text/html') === true) throw refuse('the server has none.');
    return await response.arrayBuffer();
  } catch (error) {
    throw error instanceof FileError ? error : refuse(`the network does not answer. (${String(error)})`);
  }
}
