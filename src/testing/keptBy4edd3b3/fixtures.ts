/** What an older page kept, read back to what the browser held: a buffer or a typed array stands where the dump has `$binary`. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface KeptStore {
  readonly keyPath: string | null;
  readonly records: readonly { readonly key: string; readonly value: unknown }[];
}

/** Databases by their names, and their stores by theirs. */
export type KeptDatabases = Readonly<
  Record<string, { readonly version: number; readonly stores: Readonly<Record<string, KeptStore>> }>
>;

export const DUMPS = ['database.json', 'databaseRewardModel.json', 'databaseSmall.json'] as const;

const VIEWS = { Float32Array, Float64Array, Uint8Array, Uint16Array, Uint32Array, Int32Array } as const;

/** Where a file beside this one lies. */
const pathOf = (name: string) => new URL(name, import.meta.url);

export const textOf = (name: string) => readFileSync(pathOf(name), 'utf8');

export function bytesOf(name: string): ArrayBuffer {
  return new Uint8Array(readFileSync(pathOf(name))).buffer;
}

interface Binary {
  readonly $binary: 'ArrayBuffer' | keyof typeof VIEWS;
  readonly base64?: string;
  readonly gzip?: string;
}

function revived(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('$number' in value) return Number(value.$number);
  if (!('$binary' in value)) return value;
  const { $binary, base64 = '', gzip } = value as Binary;
  const bytes = gzip === undefined ? Buffer.from(base64, 'base64') : gunzipSync(readFileSync(pathOf(gzip)));
  const { buffer } = new Uint8Array(bytes);
  return $binary === 'ArrayBuffer' ? buffer : new VIEWS[$binary](buffer);
}

export function databasesOf(dump: (typeof DUMPS)[number]): KeptDatabases {
  return (JSON.parse(textOf(dump), revived) as { databases: KeptDatabases }).databases;
}

/** The records of one store. */
export function recordsOf(databases: KeptDatabases, database: string, store: string): KeptStore['records'] {
  return databases[database]?.stores[store]?.records ?? [];
}
