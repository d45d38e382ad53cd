/** A verdict in one plain sentence: before, now, and how far chance may have moved the difference. */
import type { TrainedStage } from '../../../../experiment/names';
import { text } from '../../../text/text';
import { formatMetric, formatMetricError } from '../../../ui/format';
import type { Verdict } from './verdict';

export function sentenceOf(stage: TrainedStage, { outcome, main, error }: Omit<Verdict, 'beside' | 'last'>): string {
  const { metric, from, to } = main;
  const give = error > 0 ? text.verdict.give(formatMetricError(metric, error)) : '';
  return text.verdict.main[stage][outcome](formatMetric(metric, from.value), formatMetric(metric, to.value), give);
}
