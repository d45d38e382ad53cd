/** Reads saved runs from the database, where perhaps an older or a newer page has written them. */
import * as v from 'valibot';
import type { WorkerEvent } from '../../../protocol/protocol';
import { plainSymbols } from '../../text/symbolText';
import { text } from '../../text/text';
import type { LabModel } from '../lab/labRun';
import { moment } from './checks';
import { foldLabRun, type SavedLabRun } from './savedLabRun';
import { unpack } from './packing';
import type { SavedRun } from './recorder';
import type { Stored } from './records';
import { checkHead, checkLabHead, nameOf, readEvents, readLabEvents, RunFileError } from './runFile';

/** A run in the database that cannot be shown. */
export interface UnreadableRun {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970; 0 where that cannot be read either. */
  readonly begun: number;
  /** Why: a sentence. */
  readonly problem: string;
}

const words = text.runs;
const remains = v.object({ id: v.string(), begun: v.fallback(moment, 0) });
const ofStage = v.object({ stage: v.unknown() });

/** Reads what the list shows of a run of a stage or of the lab, or why it cannot be shown. */
export function readHead(value: unknown): SavedRun | SavedLabRun | UnreadableRun {
  try {
    return v.is(ofStage, value) ? checkHead(value, words.record) : checkLabHead(value, words.record);
  } catch (error) {
    if (!(error instanceof RunFileError)) throw error;
    return { ...v.parse(remains, value), name: nameOf(value), problem: error.message };
  }
}

/** Reads a stage's run with all its events. Throws `RunFileError`. */
export async function readRun({
  head: found,
  packed,
}: Stored): Promise<{ readonly head: SavedRun; readonly events: readonly WorkerEvent[] }> {
  const head = checkHead(found, words.record);
  return { head, events: readEvents(await unpack(packed), head.name) };
}

/** Reads a run of the lab as it was when it was done. Throws `RunFileError`. */
export async function readLabRun({
  head: found,
  packed,
}: Stored): Promise<{ readonly head: SavedLabRun; readonly run: LabModel }> {
  const head = checkLabHead(found, words.record);
  const unpacked = await unpack(packed).catch(() => {
    throw new RunFileError(words.lab.damaged(plainSymbols(head.name)));
  });
  return { head, run: foldLabRun(readLabEvents(unpacked, head.name)) };
}
