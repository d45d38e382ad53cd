/** What a chart shows, and the rows that the drawing library wants. */
import { METRICS, type MetricName } from '../../../experiment/metrics';
import type { ChartDisplay } from '../../store/run/chartView';
import type { Curves } from '../../store/run/pageModel';
import { pointsOf, POINTS_PER_SERIES, runningMean, thin, type Series } from '../../store/run/series';
import type { Text } from '../../text/text';
import type { ColorName } from '../colors';

export interface ChartLine {
  readonly metric: MetricName;
  readonly color: ColorName;
  readonly dashed?: boolean;
  readonly thick?: boolean;
}

export interface ChartSpec {
  readonly id: keyof Text['charts'];
  readonly lines: readonly ChartLine[];
  /** The stage's main chart, four times the size of the others. */
  readonly main?: boolean;
}

/** One drawn curve: a metric of one round. */
export interface Curve extends ChartLine {
  readonly key: string;
  readonly round: number;
  readonly past: boolean;
  /** The label of the other run that it belongs to; null for the present run. */
  readonly run: string | null;
  readonly series: Series;
}

/** Another run, to lie over the present one. */
export interface Overlay {
  readonly label: string;
  readonly rounds: readonly Curves[];
}

/** What a curve shows at one place of the horizontal axis. */
export interface CurvePoint {
  readonly value: number;
  /** One standard error; undefined where none is known. */
  readonly error: number | undefined;
  /** The running mean; undefined where the curve is not smoothed. */
  readonly mean: number | undefined;
}

/** The points of all curves at one place of the horizontal axis, by the curves' keys. */
export interface Row {
  readonly x: number;
  readonly points: ReadonlyMap<string, CurvePoint>;
}

/** The least and the greatest value that a metric can have: a share, like a mark of the judge, lies between 0 and 1. */
export function boundsOf(metric: MetricName): readonly [number, number] {
  if (metric === 'explainedVariance') return [-Infinity, 1];
  const { unit } = METRICS[metric];
  return unit === 'share' || unit === 'gold' ? [0, 1] : [-Infinity, Infinity];
}

/** From one standard error below to one above, as far as the metric goes; null where there is none to draw. */
export function bandAt(
  { points }: Row,
  { key, metric }: Pick<Curve, 'key' | 'metric'>,
): readonly [number, number] | null {
  const point = points.get(key);
  if (point?.error === undefined) return null;
  const [least, greatest] = boundsOf(metric);
  const { value, error } = point;
  return [Math.min(value, Math.max(least, value - error)), Math.max(value, Math.min(greatest, value + error))];
}

/** The present round's curves that have errors: those of earlier rounds and of another run would only hide it. */
export function bandsOf(curves: readonly Curve[], rows: readonly Row[]): readonly Curve[] {
  return curves.filter(
    ({ key, past, run }) => !past && run === null && rows.some(({ points }) => points.get(key)?.error !== undefined),
  );
}

const ROUNDS_SHOWN = 3;

/** The curves of one round that were measured. */
function curvesOfRound(
  { lines }: ChartSpec,
  { round, series }: Curves,
  of: Pick<Curve, 'past' | 'run'>,
): readonly Curve[] {
  return lines.flatMap((line) => {
    const measured = series[line.metric];
    const key = `${line.metric}@${round}${of.run === null ? '' : ' over'}`;
    return measured === undefined ? [] : [{ ...line, ...of, key, round, series: measured }];
  });
}

/** The curves of a chart: earlier rounds first so that the present one lies on top, and another run over all of them. */
export function curvesOf(spec: ChartSpec, rounds: readonly Curves[], overlay: Overlay | null = null): readonly Curve[] {
  const present = rounds.at(-1);
  const own = rounds
    .slice(-ROUNDS_SHOWN)
    .flatMap((curves) => curvesOfRound(spec, curves, { past: curves !== present, run: null }));
  const other = overlay?.rounds.find(({ round }) => round === present?.round) ?? overlay?.rounds.at(-1);
  if (!overlay || !other) return own;
  return [...own, ...curvesOfRound(spec, other, { past: false, run: overlay.label })];
}

const WHOLE: ChartDisplay = { range: null, smoothing: 1 };

/** One row for each place on the horizontal axis, at most `limit` in all, whatever the number of curves. */
export function rowsOf(
  curves: readonly Curve[],
  { range, smoothing }: ChartDisplay = WHOLE,
  limit = POINTS_PER_SERIES,
): readonly Row[] {
  const [from, to] = range ?? [-Infinity, Infinity];
  const each = Math.max(20, Math.floor(limit / Math.max(1, curves.length)));
  const drawn = curves.map(({ key, series }) => {
    const points = pointsOf(series).filter(({ x }) => x >= from && x <= to);
    return { key, points, mean: smoothing > 1 ? runningMean(series, smoothing) : () => undefined };
  });
  const places = new Set(drawn.flatMap(({ points }) => points.map(({ x }) => x)));
  const rows = new Map<number, Map<string, CurvePoint>>();
  for (const { key, points, mean } of drawn) {
    for (const { x, y: value, error } of places.size > limit ? thin(points, each) : points) {
      const row = rows.get(x) ?? new Map<string, CurvePoint>();
      rows.set(x, row.set(key, { value, error, mean: mean(x) }));
    }
  }
  return [...rows].map(([x, points]) => ({ x, points })).sort((a, b) => a.x - b.x);
}

/** A curve's point at a place or, where it has none there, the last one before. */
export interface Reading extends CurvePoint {
  readonly curve: Curve;
  readonly x: number;
}

/** Every curve's reading at the row of the given number; a curve that begins later has none. */
export function readingsAt(curves: readonly Curve[], rows: readonly Row[], at: number): readonly Reading[] {
  return curves.flatMap((curve) => {
    const readings = rows.slice(0, at + 1).flatMap(({ x, points }) => {
      const point = points.get(curve.key);
      return point === undefined ? [] : [{ curve, x, ...point }];
    });
    return readings.slice(-1);
  });
}
