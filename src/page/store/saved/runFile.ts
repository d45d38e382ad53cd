/**
 * A saved run as a file: text packed with gzip, the run's head with its policy on the first line, then one event a line.
 * The reader trusts nothing; what it refuses it refuses with a sentence.
 */
import * as v from 'valibot';
import { JsonError, parseJson } from '../../../formats/json';
import { quote } from '../../../excerpt';
import type { WorkerEvent } from '../../../protocol/protocol';
import { plainSymbols } from '../../text/symbolText';
import { text } from '../../text/text';
import { LAB_RUN_VERSION, type SavedLabEvent, type SavedLabRun } from './savedLabRun';
import { labEventSchema, labHeadSchema } from './labRunSchema';
import { presentHead, presentLine } from './olderRuns';
import { isPacked, LARGEST_TEXT, pack, TooLargeError, unpack } from './packing';
import type { SavedRun } from './recorder';
import { resultSchema } from './resultSchema';
import { eventSchema, headSchema } from './runSchema';
import type { Stored, Whole } from './records';

const FORMAT = 'rlhf-playground run';
const LAB_FORMAT = 'rlhf-playground lab run';
const VERSION = 1;

/** A run that cannot be read; the message is a sentence that says what was expected and what came. */
export class RunFileError extends Error {
  override readonly name = 'RunFileError';
}

const words = text.runs.file;
const firstLine = v.object({
  format: v.picklist([FORMAT, LAB_FORMAT]),
  version: v.number(),
  head: v.unknown(),
  weights: v.unknown(),
});
/** As a learner opens it: weights hardly pack. */
export const LARGEST_RUN_FILE = 64 * 2 ** 20;
/** The longest run that this page records has some 100 000 events. */
const MOST_LINES = 200_000;
/** The longest micro-step has some hundred thousand letters. */
const LARGEST_EVENT = 2 ** 22;
/** Marks on a curve, and points of a curve that is drawn whole. */
const MOST_ALIKE = 10_000;
/** The largest policy has three million. */
const MOST_BASE64 = 2 ** 24;

function encode(bytes: ArrayBuffer | null): string | null {
  if (bytes === null) return null;
  let letters = '';
  for (const byte of new Uint8Array(bytes)) letters += String.fromCharCode(byte);
  return btoa(letters);
}

/** The bytes of a run's weights. Throws `RunFileError`. */
function decode(letters: unknown, where: string): ArrayBuffer | null {
  if (letters === null) return null;
  const refuse = (received: string) => new RunFileError(words.wrong(where, words.weights(MOST_BASE64), received));
  if (typeof letters !== 'string') throw refuse(quote(letters));
  if (letters.length > MOST_BASE64) throw refuse(words.letters(letters.length));
  try {
    const bytes = atob(letters);
    const decoded = new Uint8Array(bytes.length);
    for (let i = 0; i < bytes.length; i++) decoded[i] = bytes.charCodeAt(i);
    return decoded.buffer;
  } catch {
    throw refuse(quote(letters));
  }
}

/** What the schema makes of it. Throws `RunFileError`; `where` is the line. */
function checked<T>(schema: v.GenericSchema<unknown, T>, value: unknown, where: string): T {
  const { success, output, issues } = v.safeParse(schema, value, { abortEarly: true });
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
  if (line.length > LARGEST_EVENT)
    throw new RunFileError(words.wrong(where, words.mostLetters(LARGEST_EVENT), words.letters(line.length)));
  try {
    return parseJson(line);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new RunFileError(words.wrong(where, error.expected, `"${line.slice(0, 20)}"`));
  }
}

/** The lines of a text. Throws `RunFileError` before there are too many to hold. */
function linesOf(unpacked: string): readonly string[] {
  let lines = 1;
  for (let at = unpacked.indexOf('\n'); at !== -1; at = unpacked.indexOf('\n', at + 1)) {
    if (++lines > MOST_LINES) throw new RunFileError(words.wrong(words.end, words.mostLines(MOST_LINES), words.more));
  }
  return unpacked.split('\n');
}

function eventsOf<T extends WorkerEvent | SavedLabEvent>(
  schema: v.GenericSchema<unknown, T>,
  lines: readonly string[],
  before: number,
): T[] {
  const events = lines.map((line, i) => {
    const where = words.line(before + i + 1);
    return checked(schema, parsed(line, where), where);
  });
  const crowd = Math.max(0, ...crowds(events).values());
  if (crowd <= MOST_ALIKE) return events;
  throw new RunFileError(words.wrong(words.end, words.mostAlike(MOST_ALIKE), String(crowd)));
}

/** Turns of knobs, and points of each curve of the lab, counted. */
function crowds(events: readonly (WorkerEvent | SavedLabEvent)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const event of events) {
    if (event.type !== 'changed' && event.type !== 'point') continue;
    const key = event.type === 'point' ? `${event.arm} ${event.quantity}` : event.type;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Throws `RunFileError`, which names the run. */
function eventsOfNamed<T extends WorkerEvent | SavedLabEvent>(
  schema: v.GenericSchema<unknown, T>,
  unpacked: string,
  name: string,
): readonly T[] {
  try {
    return eventsOf(schema, linesOf(unpacked), 0);
  } catch (error) {
    if (error instanceof RunFileError)
      throw new RunFileError(`${text.runs.unreadable(plainSymbols(name))} ${error.message}`);
    throw error;
  }
}

/** Reads a saved run's events. Throws `RunFileError`. */
export function readEvents(unpacked: string, name: string): readonly WorkerEvent[] {
  return eventsOfNamed(eventSchema, unpacked, name);
}

/** Reads the events of results that a visit had on view. Throws `RunFileError`. */
export function readResults(unpacked: string, name: string): readonly WorkerEvent[] {
  return eventsOfNamed(resultSchema, unpacked, name);
}

/** Reads the events of a run of the lab. Throws `RunFileError`. */
export function readLabEvents(unpacked: string, name: string): readonly SavedLabEvent[] {
  return eventsOfNamed(labEventSchema, unpacked, name);
}

/** Checks the head of a stage's run; `where` says where it was found. Throws `RunFileError`. */
export function checkHead(value: unknown, where: string): SavedRun {
  return checked(headSchema, value, where);
}

/** Checks the head of a run of the lab. Throws `RunFileError`. */
export function checkLabHead(value: unknown, where: string): SavedLabRun {
  const { success, output } = v.safeParse(v.object({ version: v.number() }), value);
  if (success && output.version !== LAB_RUN_VERSION) throw new RunFileError(words.newer(String(output.version)));
  return checked(labHeadSchema, value, where);
}

const named = v.object({ name: v.fallback(v.string(), text.runs.nameless) });

/** Reads the name in a run's head, whether or not the rest can be read. */
export function nameOf(head: unknown): string {
  return v.parse(named, head).name;
}

export function fileNameOf(head: unknown): string {
  return `${nameOf(head).replaceAll(/[^\p{L}\p{N}.]+/gu, '-')}.run`;
}

/** Writes a run as this page writes it, whichever version of the page saved it. */
export async function writeRunFile({ head, packed, weights }: Stored): Promise<ArrayBuffer> {
  const inLab = !v.is(v.object({ stage: v.unknown() }), head);
  const format = inLab ? LAB_FORMAT : FORMAT;
  const first = JSON.stringify({ format, version: VERSION, head: presentHead(head), weights: encode(weights) });
  const lines = (await unpack(packed)).split('\n');
  return pack([first, ...(inLab ? lines : lines.map(presentLine))].join('\n'));
}

/** Reads a learner's file. Throws `RunFileError`. */
export async function readRunFile(name: string, bytes: ArrayBuffer): Promise<Whole<SavedRun | SavedLabRun>> {
  try {
    return await read(bytes);
  } catch (error) {
    if (error instanceof RunFileError) throw new RunFileError(words.refused(name, error.message));
    throw error;
  }
}

async function read(bytes: ArrayBuffer): Promise<Whole<SavedRun | SavedLabRun>> {
  if (!isPacked(bytes)) throw new RunFileError(words.notPacked);
  const unpacked = await unpack(bytes).catch((error: unknown) => {
    throw new RunFileError(error instanceof TooLargeError ? words.unfolds(LARGEST_TEXT / 2 ** 20) : words.cutShort);
  });
  const lines = linesOf(unpacked);
  const opened = v.safeParse(firstLine, tolerant(lines[0]));
  if (!opened.success) throw new RunFileError(words.noRun);
  const { format, version } = opened.output;
  if (version !== VERSION) throw new RunFileError(words.newer(String(version)));
  const inLab = format === LAB_FORMAT;
  const where = words.line(1);
  const head = (inLab ? checkLabHead : checkHead)(opened.output.head, where);
  const weights = decode(opened.output.weights, `${where}, weights`);
  const events = lines.slice(1);
  if (events.length === 0) throw new RunFileError(words.wrong(words.end, words.oneEvent, words.none));
  eventsOf<WorkerEvent | SavedLabEvent>(inLab ? labEventSchema : eventSchema, events, 1);
  return { head, packed: await pack(events.join('\n')), weights };
}

/** Parses JSON; null for anything else, which is then no run either. */
function tolerant(line: string): unknown {
  if (line.length > MOST_BASE64 + LARGEST_EVENT) return null;
  try {
    return parseJson(line);
  } catch {
    return null;
  }
}
