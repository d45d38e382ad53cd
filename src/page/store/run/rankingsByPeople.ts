/** Whose rankings a model has learned from, besides the simulated: in words, the same wherever it is named. */
import type { Lessons } from '../../../protocol/label';
import { text } from '../../text/text';

/** "learned from your 8 rankings"; null: from no person's. */
export function rankingsByPeople(lessons: Lessons | undefined): string | null {
  if (lessons === undefined || lessons.own === 0) return null;
  return text.learnedFrom(lessons.own, (lessons.imported ?? 0) > 0);
}
