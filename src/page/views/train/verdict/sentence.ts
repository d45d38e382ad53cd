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

function wayOf({ first, value, rise = 0 }: Diagnosis) {
  if (rise !== 0) return rise === 1 ? 'rose' : 'fell';
  return value < first ? 'stayed' : 'stood';
}

function ailmentOf(diagnosis: Diagnosis, withoutPenalty: boolean): string {
  const { ailment, metric, iteration, first, value, than } = diagnosis;
  const write = (each: number | null) => (each === null ? '' : formatMetric(metric, each));
  const told = { first: write(first), now: write(value), than: write(than) };
  const course = { iteration, ...told, way: wayOf(diagnosis), withoutPenalty } as const;
  if (ailment === 'diverged') return words.ailments.diverged[metric === 'kl' ? 'kl' : 'loss'](course);
  return words.ailments[ailment](course);
}

const withCapital = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** What goes wrong, as a sentence of its own. */
export const warningOf = (diagnosis: Diagnosis, withoutPenalty = false) =>
  withCapital(ailmentOf(diagnosis, withoutPenalty));

/** Whether its sentence names a KL penalty that is missing. */
const namesPenalty = ({ ailment, metric }: Diagnosis) =>
  ailment === 'overoptimized' || (ailment === 'diverged' && metric === 'kl');

/**
 * One story of a run that is over, in which a number that the verdict has too is the verdict's. Where the run has measured
 * too little to compare its end with its start, the verdict is null.
 */
export function storyOf(
  stage: TrainedStage,
  verdict: Told | null,
  diagnosis: Diagnosis | null,
  withoutPenalty = false,
): string {
  if (verdict === null)
    return diagnosis === null ? words.tooShort : `${warningOf(diagnosis, withoutPenalty)} ${words.tooShort}`;
  const { main, outcome } = verdict;
  if (diagnosis === null) return [sentenceOf(stage, verdict), ...(withoutPenalty ? [words.noPenalty] : [])].join(' ');
  // An ailment that the main number itself shows tells its whole course.
  if (diagnosis.metric === main.metric && diagnosis.ailment === 'overoptimized')
    return `${warningOf({ ...diagnosis, value: main.to.value }, withoutPenalty)} ${words.inTheEnd[outcome]}`;
  const join = (outcome === 'better' ? words.but : words.and)(ailmentOf(diagnosis, withoutPenalty));
  const missing = withoutPenalty && !namesPenalty(diagnosis) ? [words.noPenalty] : [];
  return [sentenceOf(stage, verdict), join, ...missing].join(' ');
}
