/** What a change of the rankings leaves to be written down. */
import type { OwnRanking } from '../../../protocol/label';

export interface RankingChanges {
  /** Ids of those that are deleted. */
  readonly gone: readonly string[];
  /** New ones, and those that were ranked anew. */
  readonly changed: readonly OwnRanking[];
}
