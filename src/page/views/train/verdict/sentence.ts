/** What a run came to in plain sentences: before, now, how far chance may have moved the difference, and what went wrong. */
import type { TrainedStage } from '../../../../experiment/names';
import { text } from '../../../text/text';
import { formatMetric, formatMetricError } from '../../../ui/format';
import type { Diagnosis } from './diagnosis';
import type { Verdict } from './verdict';

type Told = Pick<Verdict, 'outcome' | 'main' | 'error'>;

const words = text.verdict;

export function sentenceOf(stage: TrainedStage, { outcome, main, error }: Told): string {
  const { metric, from, to } = main;
  const give = error === null ? '' : words.give(formatMetricError(metric, error));
  return words.main[stage][outcome](formatMetric(metric, from.value), formatMetric(metric, to.value), give);
}

function ailmentOf({ ailment, metric, iteration, first, value, than }: Diagnosis): string {
  const write = (each: number | null) => (each === null ? '' : formatMetric(metric, each));
  const course = {
    iteration,
    first: write(first),
    now: write(value),
    than: write(than),
    rose: (than ?? first) > first,
  };
  if (ailment === 'diverged') return words.ailments.diverged[metric === 'kl' ? 'kl' : 'loss'](course);
  return words.ailments[ailment](course);
}

const withCapital = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** What goes wrong, as a sentence of its own. */
export const warningOf = (diagnosis: Diagnosis) => withCapital(ailmentOf(diagnosis));

/** One story of a run that is over; null where it has measured too little to compare its end with its start. */
export function storyOf(stage: TrainedStage, verdict: Told | null, diagnosis: Diagnosis | null): string {
  if (diagnosis === null) return verdict === null ? words.tooShort : sentenceOf(stage, verdict);
  const ailment = ailmentOf(diagnosis);
  if (verdict === null) return `${withCapital(ailment)} ${words.tooShort}`;
  // An ailment that the main number itself shows tells its whole course.
  if (diagnosis.metric === verdict.main.metric && diagnosis.ailment === 'overoptimized')
    return `${withCapital(ailment)} ${words.inTheEnd[verdict.outcome]}`;
  const join = verdict.outcome === 'better' ? words.but : words.and;
  return `${sentenceOf(stage, verdict)} ${join(ailment)}`;
}
