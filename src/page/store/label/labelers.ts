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

/** The name itself, or numbered from 2 on, as the first that is not taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let nth = 2;
  while (taken.has(`${name} (${nth})`)) nth++;
  return `${name} (${nth})`;
}

/** In the order in which they came; a second file of one name, which an older page has kept so, is numbered. */
export function importedLabelers(rankings: readonly OwnRanking[]): readonly ImportedLabeler[] {
  const labelers = new Map<string, { name: string; rankings: number }>();
  const taken = new Set<string>();
  for (const { file } of rankings) {
    if (!file) continue;
    const known = labelers.get(file.digest);
    if (known) {
      known.rankings++;
      continue;
    }
    const name = freeName(file.name, taken);
    taken.add(name);
    labelers.set(file.digest, { name, rankings: 1 });
  }
  const shortNames = cutNames([...labelers.values()].map(({ name }) => name));
  return [...labelers].map(([digest, labeler], i) => ({ digest, ...labeler, shortName: shortNames[i] }));
}
