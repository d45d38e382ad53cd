/** Kept runs as they come back from the database, where perhaps an older or a newer page has laid them. */
import * as v from 'valibot';
import type { WorkerEvent } from '../../../protocol/protocol';
import { text } from '../../text/text';
import type { LabModel } from '../lab/labRun';
import { foldLabRun, type KeptLabRun } from './keptLabRun';
import { unpack } from './packing';
import type { KeptRun } from './recorder';
import type { Stored } from './records';
import { checkHead, checkLabHead, nameOf, readEvents, readLabEvents, RunFileError } from './runFile';

/** A run that lies in the database and cannot be shown. */
export interface UnreadableRun {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970; 0 where that cannot be read either. */
  readonly begun: number;
  /** Why: a sentence. */
  readonly problem: string;
}

const words = text.runs;
const remains = v.object({ id: v.string(), begun: v.fallback(v.number(), 0) });
const ofStage = v.object({ stage: v.unknown() });

/** What the list tells of a run of a stage or of the lab, or why it cannot be told. */
export function readHead(value: unknown): KeptRun | KeptLabRun | UnreadableRun {
  try {
    return v.is(ofStage, value) ? checkHead(value, words.record) : checkLabHead(value, words.record);
  } catch (error) {
    if (!(error instanceof RunFileError)) throw error;
    return { ...v.parse(remains, value), name: nameOf(value), problem: error.message };
  }
}

/** A run of a stage with all its events. Throws `RunFileError`. */
export async function readRun({
  head: found,
  packed,
}: Stored): Promise<{ readonly head: KeptRun; readonly events: readonly WorkerEvent[] }> {
  const head = checkHead(found, words.record);
  return { head, events: readEvents(await unpack(packed), head.name) };
}

/** A run of the lab as it stood when it was done. Throws `RunFileError`. */
export async function readLabRun({
  head: found,
  packed,
}: Stored): Promise<{ readonly head: KeptLabRun; readonly run: LabModel }> {
  const head = checkLabHead(found, words.record);
  const unpacked = await unpack(packed).catch(() => {
    throw new RunFileError(words.lab.damaged(head.name));
  });
  return { head, run: foldLabRun(readLabEvents(unpacked, head.name)) };
}
