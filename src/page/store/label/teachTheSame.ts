/** Whether what was learned from rankings is still what the rankings here would teach. */
import type { OwnRanking } from '../../../protocol/label';

/** Whose ranking it is, and what a model reads of it; remarks teach nothing. */
function lessonOf({ id, file, prompt, responses, levels }: OwnRanking) {
  return [id, file?.digest ?? null, prompt, responses.map(({ text }) => text), levels];
}

export function teachTheSame(some: readonly OwnRanking[], others: readonly OwnRanking[]): boolean {
  return JSON.stringify(some.map(lessonOf)) === JSON.stringify(others.map(lessonOf));
}
