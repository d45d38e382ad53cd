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

/**
 * How far metrics lie from those of the older page, in units of max(|older|, 1e-3); Infinity where one of them is missing.
 * Newer pages sum a gradient shard by shard, which rounds otherwise.
 */
export function deviation(found: object, older: Readonly<Record<string, number>>): number {
  const values = new Map<string, number>(Object.entries(found));
  const names = new Set([...values.keys(), ...Object.keys(older)]);
  const of = (name: string) => {
    const [value, expected] = [values.get(name) ?? Infinity, older[name] ?? Infinity];
    return Math.abs(value - expected) / Math.max(Math.abs(expected), 1e-3);
  };
  return Math.max(...[...names].map((name) => of(name)).map((each) => (Number.isNaN(each) ? Infinity : each)));
}
