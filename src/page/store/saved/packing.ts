/** Text packed with gzip, as the browser and Node do it, and back. */
const LARGEST_TEXT = 128 * 2 ** 20;

/** The first bytes of a gzip file. */
const GZIP = [0x1f, 0x8b];

export function isPacked(bytes: ArrayBuffer): boolean {
  const begins = new Uint8Array(bytes, 0, Math.min(GZIP.length, bytes.byteLength));
  return GZIP.every((byte, i) => begins[i] === byte);
}

export async function pack(text: string): Promise<ArrayBuffer> {
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
}

/** Throws what the browser says of bytes that are no gzip, and a `RangeError` when they unfold to more than 128 MB. */
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
      throw new RangeError(`The file unfolds to more than ${LARGEST_TEXT / 2 ** 20} MB.`);
    }
  }
  return new Blob(parts).text();
}
