/**
 * Changes of the rankings that are on their way into the database, noted where a browser writes at once: a page that is
 * left in that moment loses none of them. A browser that refuses the note keeps what the database has in time.
 */
import type { OwnRanking } from '../../../protocol/label';
import { keysOf, recall, remember } from '../browserMemory';

export interface RankingChanges {
  /** Ids of those that are deleted. */
  readonly gone: readonly string[];
  /** New ones, and those that were ranked anew. */
  readonly changed: readonly OwnRanking[];
}

const PREFIX = 'rlhf-playground rankings on their way ';

let notes = 0;

/** Notes changes down; returns how to strike them out once the database has them. Later notes sort behind earlier ones. */
export function noteChanges(changes: RankingChanges): () => void {
  const key = `${PREFIX}${Date.now()} ${String(++notes).padStart(6, '0')}`;
  remember(key, JSON.stringify(changes));
  return () => remember(key, null);
}

/** Carries out what an earlier page noted and could not finish, oldest first, and strikes it out. */
export async function finishChanges(apply: (changes: RankingChanges) => Promise<void>): Promise<void> {
  for (const key of keysOf(PREFIX)) {
    const noted = recall(key);
    if (noted !== null) await apply(JSON.parse(noted) as RankingChanges);
    remember(key, null);
  }
}
