/** How far a curve came: its first point, which training has not moved yet, beside its end. */
import { sureSign } from '../../../../estimates';
import type { MetricName } from '../../../../experiment/metrics';
import type { Measured } from '../../../../protocol/evaluate';
import type { Curves } from '../../../store/run/pageModel';
import { meanOfPoints, type Point, type Series } from '../../../store/run/series';

export interface Change {
  readonly metric: MetricName;
  readonly from: Measured;
  readonly to: Measured;
  /** Points whose mean it ends with. */
  readonly last: number;
}

interface Measurements {
  readonly series: Series;
  readonly first: Point;
  readonly last: Point;
}

/** What was measured of a metric; null: nothing was. */
export function measurementsOf(curves: Curves, metric: MetricName): Measurements | null {
  const { [metric]: series } = curves.series;
  if (!series?.first || !series.last) return null;
  return { series, first: series.first, last: series.last };
}

/**
 * Null before the curve has two points. The end is the mean of the last points, at most `most`: more than one only where
 * each is measured on answers of its own, so that they are independent.
 */
export function changeOf(curves: Curves, metric: MetricName, most: number): Change | null {
  const measured = measurementsOf(curves, metric);
  if (measured === null) return null;
  const { series, first } = measured;
  const ends = series.recent.filter(({ x }) => x > first.x).slice(-most);
  if (ends.length === 0) return null;
  return { metric, from: meanOfPoints([first]), to: meanOfPoints(ends), last: ends.length };
}

/** One standard error of the difference of two independent means; null where one of theirs is not known. */
export function errorOfDifference(a: Measured, b: Measured): number | null {
  return a.error === null || b.error === null ? null : Math.hypot(a.error, b.error);
}

/** 1: surely more than before; −1: surely less; 0: the difference may be chance; null: its error is not known. */
export function sureDirection({ from, to }: Pick<Change, 'from' | 'to'>): -1 | 0 | 1 | null {
  const error = errorOfDifference(from, to);
  return error === null ? null : sureSign(to.value - from.value, error);
}

/** Whether no iteration of a run of PPO had a KL penalty. */
export function isWithoutPenalty(curves: Curves): boolean {
  const klCoef = measurementsOf(curves, 'klCoef');
  return klCoef !== null && klCoef.series.buckets.every(({ high }) => high.y === 0);
}
