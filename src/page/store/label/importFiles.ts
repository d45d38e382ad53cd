/** Several files of rankings at once: those that can be read come in, and each of the others is refused by its name. */
import { FileError } from '../../../formats/safetensors';
import type { OwnRanking } from '../../../protocol/label';
import { text } from '../../text/text';
import { RankingsHere, readRankings, type RankingsFromFile } from './rankingFile';
import { RankingFileError } from './rankingRecord';

export interface NamedFile {
  readonly name: string;
  /** Rejects where the file cannot be read. */
  readonly arrayBuffer: () => Promise<ArrayBuffer>;
}

export interface Imported {
  readonly added: readonly OwnRanking[];
  /** Files that brought something. */
  readonly files: number;
  readonly known: number;
  readonly differing: number;
  /** A sentence for each file that was refused. */
  readonly refused: readonly string[];
}

/** What a labeler from a file is called: the file's name without its ending. */
function labelerName(file: string): string {
  return file.replace(/\.(jsonl|ndjson|json)$/i, '') || file;
}

export async function importFiles(files: readonly NamedFile[], here: readonly OwnRanking[]): Promise<Imported> {
  const known = new RankingsHere(here);
  const brought: RankingsFromFile[] = [];
  const refused: string[] = [];
  for (const file of files) {
    try {
      const read = readRankings(await file.arrayBuffer(), labelerName(file.name), known);
      known.add(read.added);
      brought.push(read);
    } catch (error) {
      const told = error instanceof RankingFileError || error instanceof FileError;
      refused.push(text.rankings.file.refused(file.name, told ? error.message : text.rankings.file.unread));
    }
  }
  return {
    added: brought.flatMap(({ added }) => added),
    files: brought.length,
    known: sumOf(brought, 'known'),
    differing: sumOf(brought, 'differing'),
    refused,
  };
}

function sumOf(brought: readonly RankingsFromFile[], count: 'known' | 'differing'): number {
  return brought.reduce((sum, each) => sum + each[count], 0);
}
