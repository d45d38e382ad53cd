/** Kept runs of the lab as they come back from the shelf, where perhaps an older or a newer page has laid them. */
import * as v from 'valibot';
import { text } from '../../text/text';
import type { LabModel } from '../lab/labRun';
import { foldLabRun, type KeptLabRun } from './keptLabRun';
import { unpack } from './packing';
import { checkLabHead, readLabEvents, RunFileError } from './runFile';
import type { WholeLabRun } from './records';

/** A run that lies on the shelf and cannot be shown. */
export interface UnreadableRun {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970; 0 where that cannot be read either. */
  readonly begun: number;
  /** Why: a sentence. */
  readonly problem: string;
}

const words = text.runs.lab;
const remains = v.object({
  id: v.string(),
  name: v.fallback(v.string(), words.nameless),
  begun: v.fallback(v.number(), 0),
});

/** What the list tells of it, or why it cannot be told. */
export function readLabHead(value: unknown): KeptLabRun | UnreadableRun {
  try {
    return checkLabHead(value, words.record);
  } catch (error) {
    if (!(error instanceof RunFileError)) throw error;
    return { ...v.parse(remains, value), problem: error.message };
  }
}

/** The run as it stood when it was done. Throws `RunFileError`. */
export async function readLabRun({ head: found, packed }: WholeLabRun): Promise<{ head: KeptLabRun; run: LabModel }> {
  const head = checkLabHead(found, words.record);
  const unpacked = await unpack(packed).catch(() => {
    throw new RunFileError(words.damaged(head.name));
  });
  return { head, run: foldLabRun(readLabEvents(unpacked, head.name)) };
}
