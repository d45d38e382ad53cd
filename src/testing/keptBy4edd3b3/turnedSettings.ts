/** What an older page kept, as it would be if that page had known other knobs. */
import { gunzipSync, gzipSync, strFromU8, strToU8 } from 'fflate';

type Plain = Readonly<Record<string, unknown>>;
export type Turn = (settings: Plain) => Plain;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The first bytes of what is packed with gzip. */
const GZIP = [0x1f, 0x8b, 0x08];

const isPacked = (buffer: ArrayBuffer) => GZIP.every((byte, i) => new Uint8Array(buffer)[i] === byte);

function turnedJson(json: string, turn: Turn): string {
  return JSON.stringify(turnedSettings(JSON.parse(json), turn));
}

/** JSON, a value in each line. */
export function turnedLines(packed: ArrayBuffer, turn: Turn): ArrayBuffer {
  const lines = strFromU8(gunzipSync(new Uint8Array(packed))).split('\n');
  return new Uint8Array(gzipSync(strToU8(lines.map((line) => turnedJson(line, turn)).join('\n')))).buffer;
}

/** The value with all settings in it turned, also those in packed events and in a snapshot's JSON. */
export function turnedSettings(value: unknown, turn: Turn): unknown {
  if (value instanceof ArrayBuffer) return isPacked(value) ? turnedLines(value, turn) : value;
  if (Array.isArray(value)) return value.map((each: unknown) => turnedSettings(each, turn));
  if (!isPlain(value)) return value;
  const turned = Object.entries(value).map(([key, inner]) => {
    if (key === 'settings' && isPlain(inner)) return [key, turn(inner)];
    if (key === 'about' && inner instanceof ArrayBuffer) {
      const json = turnedJson(strFromU8(new Uint8Array(inner)), turn);
      return [key, new Uint8Array(strToU8(json)).buffer];
    }
    return [key, turnedSettings(inner, turn)];
  });
  return Object.fromEntries(turned) as unknown;
}
