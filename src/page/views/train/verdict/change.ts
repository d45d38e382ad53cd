/** How far a curve came: its first point, which training has not moved yet, beside its end. */
import { sureSign } from '../../../../estimates';
import type { MetricName } from '../../../../experiment/metrics';
import type { Measured } from '../../../../protocol/evaluate';
import type { Curves } from '../../../store/run/pageModel';
import { pointsOf, type Point } from '../../../store/run/series';

export interface Change {
  readonly metric: MetricName;
  /** Iteration of the first point. */
  readonly since: number;
  readonly from: Measured;
  readonly to: Measured;
}

/** The mean of points that are independent of one another; its error is null where theirs is not known. */
export function meanOf(points: readonly Point[]): Measured {
  const n = points.length;
  const value = points.reduce((sum, { y }) => sum + y, 0) / n;
  const squares = points.reduce((sum, { error = NaN }) => sum + error ** 2, 0);
  const error = Math.sqrt(squares) / n;
  return { value, error: Number.isFinite(error) ? error : null };
}

/**
 * Null before the curve has two points. The end is the mean of the last points, at most so many: more than one only where
 * each is measured on answers of its own, so that they are independent.
 */
export function changeOf(curves: Curves, metric: MetricName, last: number): Change | null {
  const series = curves.series[metric];
  const points = series === undefined ? [] : pointsOf(series);
  if (points.length < 2) return null;
  const rest = points.slice(1);
  return { metric, since: points[0].x, from: meanOf(points.slice(0, 1)), to: meanOf(rest.slice(-last)) };
}

/** One standard error of the difference of two independent means; one whose error is not known counts as exact. */
export function errorOfDifference(a: Measured, b: Measured): number {
  return Math.hypot(a.error ?? 0, b.error ?? 0);
}

/** 1: surely more than before; −1: surely less; 0: the difference may be chance. */
export function directionOf({ from, to }: Pick<Change, 'from' | 'to'>): -1 | 0 | 1 {
  return sureSign(to.value - from.value, errorOfDifference(from, to));
}
