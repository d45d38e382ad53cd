/**
 * Safetensors, Hugging Face's format for weights: eight bytes with the header's length, a JSON header, then the raw
 * numbers. The reader trusts nothing: every length, offset, shape and number is checked before it is used.
 */
import { excerpt, quote } from '../excerpt';
import { JsonError, parseJson } from './json';

/** A file that cannot be read; the message is a sentence that says what was expected and what came. */
export class FileError extends Error {
  override readonly name = 'FileError';
}

export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float32Array;
}

export interface Safetensors {
  readonly tensors: readonly NamedArray[];
  readonly metadata: Readonly<Record<string, string>>;
}

const LENGTH_BYTES = 8;
export const LARGEST_WEIGHTS = 64 * 2 ** 20;
const LARGEST_HEADER = 256 * 2 ** 10;
const MOST_TENSORS = 512;

export function writeSafetensors({ tensors, metadata }: Safetensors): ArrayBuffer {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const { name, shape, values } of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + values.byteLength] };
    offset += values.byteLength;
  }
  const text = JSON.stringify(header);
  const headerBytes = new TextEncoder().encode(text.padEnd(text.length + ((8 - (text.length % 8)) % 8)));
  const bytes = new ArrayBuffer(LENGTH_BYTES + headerBytes.length + offset);
  new DataView(bytes).setBigUint64(0, BigInt(headerBytes.length), true);
  new Uint8Array(bytes).set(headerBytes, LENGTH_BYTES);
  const view = new DataView(bytes);
  let at = LENGTH_BYTES + headerBytes.length;
  for (const { values } of tensors) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return bytes;
}

/** Reads a file of 32-bit floats. Throws `FileError`. */
export function readSafetensors(bytes: ArrayBuffer): Safetensors {
  if (bytes.byteLength > LARGEST_WEIGHTS) {
    throw new FileError(`A weights file may have at most ${LARGEST_WEIGHTS} bytes, this one has ${bytes.byteLength}.`);
  }
  if (bytes.byteLength < LENGTH_BYTES) {
    throw new FileError(`This is not a safetensors file: it has only ${bytes.byteLength} bytes.`);
  }
  const headerLength = Number(new DataView(bytes).getBigUint64(0, true));
  if (headerLength > LARGEST_HEADER || LENGTH_BYTES + headerLength > bytes.byteLength) {
    throw new FileError(
      `This is not a safetensors file, or it is cut short: its header should have ${headerLength} bytes, the file has ${bytes.byteLength}.`,
    );
  }
  const header = parseHeader(new Uint8Array(bytes, LENGTH_BYTES, headerLength));
  const { __metadata__: metadata, ...entries } = header;
  const names = Object.keys(entries);
  if (names.length > MOST_TENSORS) {
    throw new FileError(`A weights file may have at most ${MOST_TENSORS} tensors, this one names ${names.length}.`);
  }
  const start = LENGTH_BYTES + headerLength;
  const tensors = names
    .map((name) => ({ name, ...readEntry(excerpt(name), entries[name]) }))
    .sort((a, b) => a.from - b.from);
  let end = 0;
  for (const { name, from, to } of tensors) {
    if (from !== end)
      throw new FileError(`The numbers of "${excerpt(name)}" should begin at byte ${end}, they begin at ${from}.`);
    end = to;
  }
  if (start + end !== bytes.byteLength) {
    throw new FileError(
      `The file is cut short or too long: it should have ${start + end} bytes, it has ${bytes.byteLength}.`,
    );
  }
  return {
    tensors: tensors.map(({ name, shape, from, to }) => ({
      name,
      shape,
      values: readFloats(bytes, start + from, start + to, excerpt(name)),
    })),
    metadata: readMetadata(metadata),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const expected = error instanceof JsonError ? error.expected : 'JSON in UTF-8';
    throw new FileError(`This is not a safetensors file: its header should be ${expected}.`);
  }
  if (!isRecord(header)) throw new FileError('This is not a safetensors file: its header is not a JSON object.');
  return header;
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function readEntry(name: string, entry: unknown): { shape: number[]; from: number; to: number } {
  if (!isRecord(entry)) throw new FileError(`The header's entry "${name}" should be an object.`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (dtype !== 'F32') throw new FileError(`"${name}" should hold 32-bit floats (F32), it holds ${quote(dtype)}.`);
  if (!Array.isArray(shape) || !shape.every(isIndex))
    throw new FileError(`"${name}" should have a shape of whole numbers.`);
  const [from, to] = Array.isArray(offsets) && offsets.length === 2 ? (offsets as unknown[]) : [];
  const size = shape.reduce((product, n) => product * n, 4);
  if (!isIndex(from) || !isIndex(to) || to - from !== size) {
    throw new FileError(
      `"${name}" of shape [${excerpt(shape.join(', '))}] should take ${size} bytes, its offsets say otherwise.`,
    );
  }
  return { shape, from, to };
}

function readMetadata(metadata: unknown): Record<string, string> {
  if (metadata === undefined) return {};
  if (!isRecord(metadata) || !Object.values(metadata).every((value) => typeof value === 'string')) {
    throw new FileError("The header's __metadata__ should map words to texts.");
  }
  return metadata as Record<string, string>;
}

function readFloats(bytes: ArrayBuffer, from: number, to: number, name: string): Float32Array {
  const view = new DataView(bytes, from, to - from);
  const values = new Float32Array((to - from) / 4);
  for (let i = 0; i < values.length; i++) values[i] = view.getFloat32(4 * i, true);
  if (!values.every(Number.isFinite)) throw new FileError(`"${name}" holds numbers that are not finite.`);
  return values;
}
