/** Text packed with gzip, as the browser and Node do it, and back. */
/** The longest run that this page records has some 20 MB. */
export const LARGEST_TEXT = 64 * 2 ** 20;

/** The first bytes of a gzip file. */
const GZIP = [0x1f, 0x8b];

export function isPacked(bytes: ArrayBuffer): boolean {
  const begins = new Uint8Array(bytes, 0, Math.min(GZIP.length, bytes.byteLength));
  return GZIP.every((byte, i) => begins[i] === byte);
}

export async function pack(text: string): Promise<ArrayBuffer> {
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
}

/** What unpacks to more than `LARGEST_TEXT`, of which no more is in memory. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/** Throws what the browser says of bytes that are no gzip, and `TooLargeError`. */
export async function unpack(bytes: ArrayBuffer): Promise<string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.byteLength;
    if (length > LARGEST_TEXT) {
      await reader.cancel();
      throw new TooLargeError(`It unpacks to more than ${LARGEST_TEXT} bytes.`);
    }
  }
  return new Blob(parts).text();
}
