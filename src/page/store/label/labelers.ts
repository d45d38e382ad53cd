/** Whose the rankings are: the learner's own, and those of every file that was brought in, a labeler each. */
import { cutNames } from '../../../excerpt';
import type { OwnRanking } from '../../../protocol/label';

export interface ImportedLabeler {
  readonly digest: string;
  /** No two are called alike. */
  readonly name: string;
  /** As lists show it. */
  readonly shortName: string;
  readonly rankings: number;
}

/** Those that were ranked here. */
export function ownOf(rankings: readonly OwnRanking[]): readonly OwnRanking[] {
  return rankings.filter(({ file }) => file === undefined);
}

/** In the order in which they came; a second file of one name is numbered. */
export function importedLabelers(rankings: readonly OwnRanking[]): readonly ImportedLabeler[] {
  const labelers = new Map<string, { name: string; rankings: number }>();
  const named = new Map<string, number>();
  for (const { file } of rankings) {
    if (!file) continue;
    const known = labelers.get(file.digest);
    if (known) {
      known.rankings++;
      continue;
    }
    const nth = (named.get(file.name) ?? 0) + 1;
    named.set(file.name, nth);
    labelers.set(file.digest, { name: nth === 1 ? file.name : `${file.name} (${nth})`, rankings: 1 });
  }
  const shortNames = cutNames([...labelers.values()].map(({ name }) => name));
  return [...labelers].map(([digest, labeler], i) => ({ digest, ...labeler, shortName: shortNames[i] }));
}
