/** What became of the answers, in sentences: first where they are better and where worse, on the prompts that were ranked and on others. */
import type { LearnedSummary } from '../../store/label/learnedSummary';
import type { Whose } from '../../text/en/labelEffect';
import { text } from '../../text/text';
import { formatFixed, formatMeasured } from '../../ui/format';

const words = text.learn;

function lengthOf(longer: number): string {
  const written = formatFixed(Math.abs(longer), 1);
  if (Number(written) === 0) return words.asLong;
  return longer > 0 ? words.longer(written) : words.shorter(written);
}

/** A difference with its sign, and its error where there is one. */
function differenceOf({ mean, error }: { readonly mean: number; readonly error: number }): string {
  const write = (value: number) => formatFixed(value, 2);
  const sign = Number(mean.toFixed(2)) > 0 ? '+' : '';
  return sign + formatMeasured({ value: mean, error: Number.isFinite(error) ? error : null }, write);
}

export function learnedSentences(summary: LearnedSummary, whose: Whose): readonly string[] {
  const { ranked, others, answers, different, longer, favorites, score, gold } = summary;
  if (longer === null) return [words.nothing(whose, answers)];
  return [
    ...(gold === null ? [] : [words.tallied(whose, ranked, others)]),
    ...(favorites.prompts === 0 ? [] : [words.changed(whose, favorites)]),
    words.different(whose, different, answers, lengthOf(longer)),
    words.means(whose, differenceOf(score), gold && differenceOf(gold)),
  ];
}
