/**
 * A file of rankings, taken whole or not at all: a labeler of its own, beside those whom it names itself. Every ranking
 * counts, also one that agrees with another. The same file is known by a digest of what it says; a ranking that is here already, by the id that the page
 * writes into its files. Where a file names none, as those of other programs, the ids are drawn from all that it says.
 */
import { cutInMiddle, excerpt } from '../../../excerpt';
import { readJsonLines } from '../../../formats/jsonl';
import type { ImportedFile, OwnRanking } from '../../../protocol/label';
import { hashText } from '../../../rng';
import { text } from '../../text/text';
import { rankingRecord } from './exportRankings';
import { freeName, importedLabelers } from './labelers';
import { RankingFileError, readRecord, type ReadRanking } from './rankingRecord';

const words = text.rankings.file;

export const LARGEST_FILE = 4_000_000;
const MOST_RANKINGS = 2000;

/** What is here already: rankings by their ids, and files by their digests. */
export class RankingsHere {
  readonly rankings = new Map<string, OwnRanking>();
  readonly files = new Map<string, ImportedFile>();

  constructor(here: readonly OwnRanking[]) {
    this.add(here);
    for (const { digest, name } of importedLabelers(here)) this.files.set(digest, { digest, name });
  }

  /** The file under a name that no other has, and that it keeps when another is removed. */
  named({ name, digest }: ImportedFile): ImportedFile {
    const known = this.files.get(digest);
    if (known) return known;
    const file = { name: freeName(name, new Set([...this.files.values()].map((each) => each.name))), digest };
    this.files.set(digest, file);
    return file;
  }

  add(rankings: readonly OwnRanking[]): void {
    for (const ranking of rankings) {
      this.rankings.set(ranking.id, ranking);
      if (ranking.file) this.files.set(ranking.file.digest, ranking.file);
    }
  }
}

/** What a file brings beside the rankings that are here. */
export interface RankingsFromFile {
  /** At least one. */
  readonly added: readonly OwnRanking[];
  /** How many of its rankings are here already, by their ids. */
  readonly known: number;
  /** How many of those have another order or other remarks here than in the file; they stay as they are here. */
  readonly differing: number;
}

const inBase36 = (hash: number) => hash.toString(36).padStart(7, '0');

function digestOf(read: readonly ReadRanking[]): string {
  const written = JSON.stringify(read);
  return [hashText(written), hashText(`again ${written}`), written.length].map(inBase36).join('-');
}

function withIds(read: readonly ReadRanking[]): OwnRanking[] {
  const written = read.map((ranking) => JSON.stringify(ranking));
  const whole = hashText(written.join());
  const idOf = (i: number) => [whole, hashText(written[i]), i].map(inBase36).join('-');
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

function readLines(bytes: ArrayBuffer) {
  if (bytes.byteLength > LARGEST_FILE) {
    throw new RankingFileError(words.tooLarge(String(LARGEST_FILE), String(bytes.byteLength)));
  }
  const lines = readJsonLines(bytes, MOST_RANKINGS + 1);
  if (lines.length === 0) throw new RankingFileError(words.empty);
  if (lines.length > MOST_RANKINGS) throw new RankingFileError(words.tooMany(MOST_RANKINGS));
  return lines;
}

/** Refuses the file that is here already, under whatever name it came. */
function refuseSameFile(digest: string, { files }: RankingsHere): void {
  const same = files.get(digest);
  if (same) throw new RankingFileError(words.sameFile(cutInMiddle(same.name)));
}

/** Throws `RankingFileError` or `FileError`: also where the file has nothing to add to the rankings that are `here`. */
export function readRankings(bytes: ArrayBuffer, name: string, here: RankingsHere): RankingsFromFile {
  const lines = readLines(bytes);
  const records = lines.map(({ line, value }) => readRecord(line, value));
  const read = withIds(records);
  refuseSharedIds(read, lines);
  const file = { name, digest: digestOf(records) };
  refuseSameFile(file.digest, here);
  const known = here.rankings;
  const same = read.flatMap(({ id }) => known.get(id) ?? []);
  const differing = read.filter((ranking) => {
    const other = known.get(ranking.id);
    return other !== undefined && !areAlike(other, ranking);
  }).length;
  const added = new Map(read.flatMap((each) => (known.has(each.id) ? [] : [[each.id, each] as const])));
  if (added.size === 0) {
    const own = same.every((ranking) => ranking.file === undefined);
    throw new RankingFileError(words.nothingToAdd(own, differing));
  }
  const labeled = [...added.values()].map((each) => ({ ...each, file: here.named(each.file ?? file) }));
  return { added: labeled, known: same.length, differing };
}
