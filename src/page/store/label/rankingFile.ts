/**
 * A file of rankings, taken whole or not at all. Everybody's ranking counts, also one that agrees with another: what is
 * here already is told by a ranking's id, which the page writes into its files. Where a file names none, as those of
 * other programs, the ids are drawn from all that it says, so that the same file brings the same rankings again.
 */
import { excerpt } from '../../../excerpt';
import { readJsonLines } from '../../../formats/jsonl';
import type { OwnRanking } from '../../../protocol/label';
import { hashText } from '../../../rng';
import { text } from '../../text/text';
import { rankingRecord } from './exportRankings';
import { RankingFileError, readRecord, type ReadRanking } from './rankingRecord';

const words = text.label.file;

const LARGEST_FILE = 4_000_000;
const MOST_RANKINGS = 2000;

/** What a file brings beside the rankings that are here. */
export interface RankingsFromFile {
  readonly added: readonly OwnRanking[];
  /** How many of its rankings are here already, by their ids. */
  readonly known: number;
  /** How many of those have another order or other remarks here than in the file; they stay as they are here. */
  readonly differing: number;
}

function withIds(read: readonly ReadRanking[]): OwnRanking[] {
  const written = read.map((ranking) => JSON.stringify(ranking));
  const whole = hashText(written.join());
  const idOf = (i: number) =>
    [whole, hashText(written[i]), i].map((part) => part.toString(36).padStart(7, '0')).join('-');
  return read.map((ranking, i) => ({ ...ranking, id: ranking.id ?? idOf(i) }));
}

/** Refuses a file in which one id stands for two rankings: only one of them could be taken. */
function refuseSharedIds(read: readonly OwnRanking[], lines: readonly { readonly line: number }[]): void {
  const first = new Map<string, number>();
  for (const [i, ranking] of read.entries()) {
    const earlier = first.get(ranking.id);
    if (earlier === undefined) first.set(ranking.id, i);
    else if (!areAlike(read[earlier], ranking))
      throw new RankingFileError(words.line(lines[i].line, words.sharedId(excerpt(ranking.id), lines[earlier].line)));
  }
}

function areAlike(a: OwnRanking, b: OwnRanking): boolean {
  return JSON.stringify(rankingRecord(a)) === JSON.stringify(rankingRecord(b));
}

/** Throws `RankingFileError` or `FileError`. */
export function readRankings(bytes: ArrayBuffer, here: readonly OwnRanking[]): RankingsFromFile {
  if (bytes.byteLength > LARGEST_FILE) {
    throw new RankingFileError(words.tooLarge(String(LARGEST_FILE), String(bytes.byteLength)));
  }
  const lines = readJsonLines(bytes);
  if (lines.length === 0) throw new RankingFileError(words.empty);
  if (lines.length > MOST_RANKINGS) throw new RankingFileError(words.tooMany(MOST_RANKINGS));
  const read = withIds(lines.map(({ line, value }) => readRecord(line, value)));
  refuseSharedIds(read, lines);
  const known = new Map(here.map((ranking) => [ranking.id, ranking]));
  const added: OwnRanking[] = [];
  let differing = 0;
  for (const ranking of read) {
    const same = known.get(ranking.id);
    if (!same) {
      known.set(ranking.id, ranking);
      added.push(ranking);
    } else if (!areAlike(same, ranking)) differing++;
  }
  return { added, known: read.length - added.length, differing };
}
