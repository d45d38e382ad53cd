/** Valid data made hostile, at random and seeded: values that no page writes, in places where one stands that it does. */
import type { Rng } from '../../rng';

/** Stands for JSON that `JSON.stringify` has no words for. */
const RAW = '‹raw›';
const raw = (json: string) => `${RAW}${json}`;

const deep = (levels: number, open: string, close: string) => raw(open.repeat(levels) + close.repeat(levels));

/** The text of every field of a stranger's file. */
export const SCRIPT = '<img src=x onerror="alert(1)">';

const VALUES: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => '',
  () => SCRIPT,
  () => 'x'.repeat(100_000),
  () => '\u0000\ud800\u202e‹end›<|endoftext|>',
  () => '__proto__',
  () => '10',
  () => -1,
  () => 0.5,
  () => 2 ** 53,
  () => 1e308,
  () => raw('1e999'),
  () => raw('-1e999'),
  () => raw('-0'),
  () => [],
  () => [[]],
  () => ({}),
  () => new Array<number>(20_000).fill(0),
  () => new Array<string>(1500).fill('a'),
  () => ({ toString: 1, valueOf: 1 }),
  () => raw('{"__proto__":{"toString":1},"constructor":{"prototype":{"polluted":true}}}'),
  () => deep(200, '[', ']'),
  () => deep(50_000, '{"a":', '}'),
];

/** Where a value stands: the names and numbers that lead to it. */
type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Array.isArray(value) ? [...value.keys()].slice(0, 8) : Object.keys(value);
  return [path, ...inside.flatMap((key) => pathsOf(Reflect.get(value, key), [...path, key]))];
}

/** The value with what stands at the path changed; `change` may leave it out by giving undefined. */
function changedAt(value: unknown, [key, ...rest]: Path, change: (found: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  const inner = changedAt(Reflect.get(value as object, key), rest, change);
  if (Array.isArray(value))
    return value.flatMap((each: unknown, i): unknown[] => (i !== key ? [each] : inner === undefined ? [] : [inner]));
  return { ...(value as object), [key]: inner };
}

/** The value with one to three of its parts replaced, left out, doubled or wrapped. */
export function hostileValue(value: unknown, rng: Rng): unknown {
  let hostile = value;
  for (let times = 1 + rng.int(3); times > 0; times--) {
    const path = rng.pick(pathsOf(hostile));
    hostile = changedAt(hostile, path, (found) => {
      switch (rng.int(8)) {
        case 0:
          return undefined;
        case 1:
          return [found, found];
        case 2:
          return {
            ...(typeof found === 'object' ? found : {}),
            [rng.pick(['__proto__', 'constructor', 'type', 'x'])]: 1,
          };
        default:
          return rng.pick(VALUES)();
      }
    });
  }
  return hostile;
}

/** JSON of a hostile value; now and then a key of an object comes twice. */
export function writeHostile(value: unknown, rng: Rng): string {
  const json = (JSON.stringify(value) ?? 'null').replaceAll(
    new RegExp(`"${RAW}((?:[^"\\\\]|\\\\.)*)"`, 'g'),
    (_, inner: string) => inner.replaceAll('\\"', '"'),
  );
  if (!rng.chance(0.1)) return json;
  const [first = ''] = /"[^"\\]{1,20}":/.exec(json) ?? [];
  return json.replace('{', `{${first}${first === '' ? '' : 'null,'}`);
}

/** The bytes cut short, lengthened, turned over, doubled or left out in part. */
export function hostileBytes(bytes: Uint8Array, rng: Rng): Uint8Array<ArrayBuffer> {
  const at = rng.int(bytes.length + 1);
  const length = rng.int(64);
  switch (rng.int(5)) {
    case 0:
      return bytes.slice(0, at);
    case 1: {
      const turned = bytes.slice();
      for (let i = 0; i <= rng.int(8) && turned.length > 0; i++) turned[rng.int(turned.length)] ^= 1 << rng.int(8);
      return turned;
    }
    case 2:
      return joined(bytes, new Uint8Array(rng.int(1000)));
    case 3:
      return joined(bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at));
    default:
      return joined(bytes.subarray(0, at), bytes.subarray(at + length));
  }
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
