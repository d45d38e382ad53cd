/** Where the reward model gives its best score to an answer that does not deserve it. */
import type { RespondentAnswers } from '../../../protocol/compare';
import type { text } from '../../text/text';

/**
 * `better`: another answer has more gold. `worthless`: none has, and yet the score is above 0, that of people's examples on
 * average, for an answer with gold 0. Null: neither.
 */
export function whyFooled(answers: readonly RespondentAnswers[]): keyof typeof text.start.fooled | null {
  const marked = answers.flatMap(({ answers: [{ score, marks }] }) =>
    score === null || marks === null ? [] : [{ score, gold: marks.gold }],
  );
  const best = [...marked].sort((a, b) => b.score - a.score).at(0);
  if (best === undefined) return null;
  if (marked.some(({ gold }) => gold > best.gold)) return 'better';
  return best.gold === 0 && best.score > 0 ? 'worthless' : null;
}
