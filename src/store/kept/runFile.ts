/**
 * A kept run as a file: text packed with gzip, the run's head with its policy on the first line, then one event a line.
 * The reader trusts nothing; what it refuses it refuses with a sentence.
 */
import * as v from 'valibot';
import type { WorkerEvent } from '../../protocol';
import { text } from '../../text/text';
import { pack, unpack } from './packing';
import { eventSchema, headSchema } from './runSchema';
import type { WholeRun } from './shelf';

const FORMAT = 'rlhf-playground run';
const VERSION = 1;
const GZIP = [0x1f, 0x8b] as const;

/** A run that cannot be read; the message is a sentence that says what was expected and what came. */
export class RunFileError extends Error {
  override readonly name = 'RunFileError';
}

const words = text.runs.file;
const firstLine = v.object({ format: v.literal(FORMAT), version: v.number(), head: v.unknown(), weights: v.unknown() });
const base64 = v.nullable(v.pipe(v.string(), v.base64()));

function encode(bytes: ArrayBuffer | null): string | null {
  if (bytes === null) return null;
  let letters = '';
  for (const byte of new Uint8Array(bytes)) letters += String.fromCharCode(byte);
  return btoa(letters);
}

function decode(letters: string | null): ArrayBuffer | null {
  return letters === null ? null : Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0)).buffer;
}

/** What the schema makes of it. Throws `RunFileError`; `where` is the line. */
function checked<T>(schema: v.GenericSchema<unknown, T>, value: unknown, where: string): T {
  const { success, output, issues } = v.safeParse(schema, value);
  if (success) return output;
  const [issue] = issues;
  const path = v.getDotPath(issue);
  throw new RunFileError(
    words.wrong(
      path === null ? where : `${where}, ${path}`,
      issue.type === 'custom' ? issue.message : (issue.expected ?? issue.message),
      issue.received,
    ),
  );
}

function parsed(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new RunFileError(words.wrong(where, 'JSON', `"${line.slice(0, 20)}"`));
  }
}

function eventsOf(lines: readonly string[], before: number): WorkerEvent[] {
  return lines.map((line, i) => {
    const where = words.line(before + i + 1);
    return checked(eventSchema, parsed(line, where), where);
  });
}

/** Reads a kept run's events. Throws `RunFileError`. */
export function readEvents(unpacked: string, name: string): readonly WorkerEvent[] {
  try {
    return eventsOf(unpacked.split('\n'), 0);
  } catch (error) {
    if (error instanceof RunFileError) throw new RunFileError(`${text.runs.unreadable(name)} ${error.message}`);
    throw error;
  }
}

export async function writeRunFile({ head, packed, weights }: WholeRun): Promise<ArrayBuffer> {
  const first = JSON.stringify({ format: FORMAT, version: VERSION, head, weights: encode(weights) });
  return pack(`${first}\n${await unpack(packed)}`);
}

/** Reads a learner's file. Throws `RunFileError`. */
export async function readRunFile(name: string, bytes: ArrayBuffer): Promise<WholeRun> {
  try {
    return await read(bytes);
  } catch (error) {
    if (error instanceof RunFileError) throw new RunFileError(words.refused(name, error.message));
    throw error;
  }
}

async function read(bytes: ArrayBuffer): Promise<WholeRun> {
  const begins = new Uint8Array(bytes.slice(0, GZIP.length));
  if (!GZIP.every((byte, i) => begins[i] === byte)) throw new RunFileError(words.notPacked);
  const unpacked = await unpack(bytes).catch((error: unknown) => {
    throw new RunFileError(error instanceof RangeError ? error.message : words.cutShort);
  });
  const [first, ...lines] = unpacked.split('\n');
  const opened = v.safeParse(firstLine, tolerant(first));
  if (!opened.success) throw new RunFileError(words.noRun);
  const { version } = opened.output;
  if (version !== VERSION) throw new RunFileError(words.newer(String(version)));
  const head = checked(headSchema, opened.output.head, words.line(1));
  const weights = decode(checked(base64, opened.output.weights, words.line(1)));
  eventsOf(lines, 1);
  return { head, packed: await pack(lines.join('\n')), weights };
}

/** Null for what is no JSON: then it is no run either. */
function tolerant(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
