/** Whether the rankings have changed since those were learned that a result speaks of. */
import { useMemo } from 'react';
import type { OwnRanking } from '../../../protocol/label';
import { isLearnable } from '../../../protocol/labelTokens';
import { useRankings } from '../../store/label/rankings';
import { teachTheSame } from '../../store/label/teachTheSame';

export function useChangedSince(learned: readonly OwnRanking[]): boolean {
  const rankings = useRankings((state) => state.rankings);
  return useMemo(() => !teachTheSame(learned, rankings.filter(isLearnable)), [learned, rankings]);
}
