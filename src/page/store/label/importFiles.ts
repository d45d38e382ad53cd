/** Several files of rankings at once: those that can be read come in, and each of the others is refused by its name. */
import { FileError } from '../../../formats/safetensors';
import type { OwnRanking } from '../../../protocol/label';
import { text } from '../../text/text';
import { readRankings } from './rankingFile';
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
  let all: Imported = { added: [], files: 0, known: 0, differing: 0, refused: [] };
  for (const file of files) {
    try {
      const bytes = await file.arrayBuffer();
      const { added, known, differing } = readRankings(bytes, labelerName(file.name), [...here, ...all.added]);
      all = {
        ...all,
        added: [...all.added, ...added],
        files: all.files + 1,
        known: all.known + known,
        differing: all.differing + differing,
      };
    } catch (error) {
      const told = error instanceof RankingFileError || error instanceof FileError;
      const sentence = text.label.file.refused(file.name, told ? error.message : text.label.file.unread);
      all = { ...all, refused: [...all.refused, sentence] };
    }
  }
  return all;
}
