/**
 * A file of rankings, taken whole or not at all. Everybody's ranking counts, also one that agrees with another: what is
 * here already is told by a ranking's id, which the page writes into its files. Where a file names none, as those of
 * other programs, the ids are drawn from all that it says, so that the same file brings the same rankings again.
 */
import { readJsonLines } from '../../../formats/jsonl';
import type { OwnLabel } from '../../../protocol/label';
import { hashText } from '../../../rng';
import { text } from '../../text/text';
import { rankingRecord } from './exportLabels';
import { LabelFileError, readRecord, type ReadLabel } from './labelRecord';

const words = text.label.file;

const LARGEST_FILE = 4_000_000;
const MOST_RANKINGS = 2000;

/** What a file brings beside the rankings that are here. */
export interface Brought {
  readonly added: readonly OwnLabel[];
  /** How many of its rankings are here already, by their ids. */
  readonly known: number;
  /** How many of those have another order or other remarks here than in the file; they stay as they are here. */
  readonly differing: number;
}

function withIds(read: readonly ReadLabel[]): OwnLabel[] {
  const written = read.map((label) => JSON.stringify(label));
  const whole = hashText(written.join());
  const idOf = (i: number) =>
    [whole, hashText(written[i]), i].map((part) => part.toString(36).padStart(7, '0')).join('-');
  return read.map((label, i) => ({ ...label, id: label.id ?? idOf(i) }));
}

/** Throws `LabelFileError` or `FileError`. */
export function readLabels(bytes: ArrayBuffer, here: readonly OwnLabel[]): Brought {
  if (bytes.byteLength > LARGEST_FILE) {
    throw new LabelFileError(words.tooLarge(String(LARGEST_FILE), String(bytes.byteLength)));
  }
  const lines = readJsonLines(bytes);
  if (lines.length === 0) throw new LabelFileError(words.empty);
  if (lines.length > MOST_RANKINGS) throw new LabelFileError(words.tooMany(MOST_RANKINGS));
  const read = withIds(lines.map(({ line, value }) => readRecord(line, value)));
  const known = new Map(here.map((label) => [label.id, label]));
  const added: OwnLabel[] = [];
  let differing = 0;
  for (const label of read) {
    const same = known.get(label.id);
    if (!same) {
      known.set(label.id, label);
      added.push(label);
    } else if (JSON.stringify(rankingRecord(same)) !== JSON.stringify(rankingRecord(label))) differing++;
  }
  return { added, known: read.length - added.length, differing };
}
