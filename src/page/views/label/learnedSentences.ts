/** What became of the answers, in sentences: first what the rankings did in their own measure, then what gold says of it. */
import type { LearnedSummary } from '../../store/label/learnedSummary';
import type { MovedCounts } from '../../store/label/movedPrompts';
import type { Whose } from '../../text/en/labelEffect';
import { text } from '../../text/text';
import { formatFixed, formatMeasured } from '../../ui/format';
import { prose } from '../../ui/prose';

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

export interface LearnedSentences {
  /** In the measure of those who ranked: how their favorites score, and which answers are others for it. */
  readonly own: string;
  /** By the judge's mark; null where that is not known, or no answer changed. */
  readonly gold: string | null;
  readonly numbers: readonly string[];
}

/** Without `moved`, the scores of the favorites are not spoken of. */
export function learnedSentences(summary: LearnedSummary, whose: Whose, moved: MovedCounts | null): LearnedSentences {
  const { ranked, others, answers, different, longer, favorites, score, gold } = summary;
  const scores = moved !== null && moved.favorites > 0 && text.effect.moved.sum(whose, moved.favorites, moved.higher);
  if (longer === null) return { own: prose(scores, words.nothing(whose, answers)), gold: null, numbers: [] };
  const change = words.different(whose, different, answers, lengthOf(longer));
  return {
    own: prose(scores, favorites.prompts > 0 ? words.changed(whose, favorites) : change),
    gold: gold && words.tallied(whose, ranked, others),
    numbers: [
      ...(favorites.prompts > 0 ? [change] : []),
      words.means(whose, differenceOf(score), gold && differenceOf(gold)),
    ],
  };
}
