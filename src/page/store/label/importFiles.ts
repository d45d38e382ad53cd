/** Several files of rankings at once: those that can be read come in, and each of the others is refused by its name. */
import { FileError } from '../../../formats/safetensors';
import type { OwnRanking } from '../../../protocol/label';
import { text } from '../../text/text';
import type { ChosenFile } from '../fileBytes';
import { importedLabelers } from './labelers';
import { LARGEST_FILE, RankingsHere, readRankings, type RankingsFromFile } from './rankingFile';
import { RankingFileError } from './rankingRecord';

const words = text.rankings.file;

export interface ReadFile {
  readonly name: string;
  /** A sentence says why it was not read. */
  readonly bytes: ArrayBuffer | string;
}

export interface Imported {
  readonly added: readonly OwnRanking[];
  /** Labelers of whom nothing was here before. */
  readonly labelers: number;
  readonly known: number;
  readonly differing: number;
  /** A sentence for each file that was refused. */
  readonly refused: readonly string[];
}

/** What a labeler from a file is called: the file's name without its ending. */
function labelerName(file: string): string {
  return file.replace(/\.(jsonl|ndjson|json)$/i, '') || file;
}

export function readFiles(files: readonly ChosenFile[]): Promise<readonly ReadFile[]> {
  return Promise.all(files.map(async (file) => ({ name: file.name, bytes: await readOrSay(file) })));
}

async function readOrSay(file: ChosenFile): Promise<ArrayBuffer | string> {
  if (file.size > LARGEST_FILE) return words.tooLarge(String(LARGEST_FILE), String(file.size));
  return file.arrayBuffer().catch(() => words.unread);
}

/** What is in the files beside the rankings that are here now. */
export function importFiles(files: readonly ReadFile[], here: readonly OwnRanking[]): Imported {
  const known = new RankingsHere(here);
  const brought: RankingsFromFile[] = [];
  const refused: string[] = [];
  for (const { name, bytes } of files) {
    const read = typeof bytes === 'string' ? bytes : readOrRefuse(bytes, labelerName(name), known);
    if (typeof read === 'string') {
      refused.push(words.refused(name, read));
    } else {
      known.add(read.added);
      brought.push(read);
    }
  }
  const added = brought.flatMap((each) => each.added);
  return {
    added,
    labelers: importedLabelers([...here, ...added]).length - importedLabelers(here).length,
    known: sumOf(brought, 'known'),
    differing: sumOf(brought, 'differing'),
    refused,
  };
}

/** The reason, in a sentence, where the file is to blame. */
function readOrRefuse(bytes: ArrayBuffer, name: string, known: RankingsHere): RankingsFromFile | string {
  try {
    return readRankings(bytes, name, known);
  } catch (error) {
    if (error instanceof RankingFileError || error instanceof FileError) return error.message;
    throw error;
  }
}

function sumOf(brought: readonly RankingsFromFile[], count: 'known' | 'differing'): number {
  return brought.reduce((sum, each) => sum + each[count], 0);
}
