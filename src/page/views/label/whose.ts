/** Whose rankings the page speaks of. */
import type { OwnRanking } from '../../../protocol/label';
import type { Whose } from '../../text/en/labelEffect';

/** The learner's alone, unless some are from a file. */
export function whoseAre(rankings: readonly OwnRanking[]): Whose {
  return rankings.some(({ file }) => file !== undefined) ? 'everybodys' : 'yours';
}
