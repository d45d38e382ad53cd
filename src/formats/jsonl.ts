/** JSON Lines: one JSON value a line, in UTF-8. Empty lines count for nothing, but their numbers do. */
import { excerpt } from '../excerpt';
import { JsonError, parseJson } from './json';
import { FileError } from './safetensors';

export interface JsonLine {
  /** From 1. */
  readonly line: number;
  readonly value: unknown;
}

export function writeJsonLines(values: readonly unknown[]): ArrayBuffer {
  return new TextEncoder().encode(values.map((value) => `${JSON.stringify(value)}\n`).join('')).buffer;
}

/** The first values, at most so many. Throws `FileError` that names the first line which is no JSON. */
export function readJsonLines(bytes: ArrayBuffer, most = Infinity): JsonLine[] {
  const text = decode(bytes);
  const values: JsonLine[] = [];
  for (let [line, at] = [1, 0]; at < text.length && values.length < most; line++) {
    const end = text.indexOf('\n', at);
    const written = text.slice(at, end === -1 ? undefined : end).trim();
    if (written !== '') values.push({ line, value: parse(line, written) });
    at = end === -1 ? text.length : end + 1;
  }
  return values;
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileError('Expected a text file in UTF-8, and these bytes are none.');
  }
}

function parse(line: number, written: string): unknown {
  try {
    return parseJson(written);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new FileError(`Line ${line}: expected ${error.expected}, got "${excerpt(written)}".`);
  }
}
