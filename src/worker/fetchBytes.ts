import { FileError } from '../formats/safetensors';

/** Bytes of a file of the page's own. Throws `FileError` when it cannot be had. */
export async function fetchBytes(url: URL): Promise<ArrayBuffer> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new FileError(`The file ${url.pathname} could not be loaded: ${String(error)}`);
  }
  if (!response.ok)
    throw new FileError(`The file ${url.pathname} could not be loaded: the server answered ${response.status}.`);
  return response.arrayBuffer();
}
