/** What a chart shows, and the rows that the drawing library wants. */
import type { MetricName } from '../../../experiment/metrics';
import type { IterationRange } from '../../store/run/chartView';
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

/** How much of the curves is in view, and the iterations of the running mean (1: none). */
export interface ChartDisplay {
  readonly range: IterationRange | null;
  readonly smoothing: number;
}

/** The values of the curves at one place by their keys, and under other keys the errors and running means of some. */
export type Row = { readonly x: number } & Readonly<Record<string, number>>;

type Sparse = Readonly<Record<string, number | undefined>>;

function errorKey(curve: string): string {
  return `${curve} error`;
}

/** Key of a curve's running mean in a row. */
export function meanKey(curve: string): string {
  return `${curve} mean`;
}

/** One standard error of a curve at a place; undefined where none is known. */
export function errorAt(row: Row, curve: string): number | undefined {
  return (row as Sparse)[errorKey(curve)];
}

/** The running mean of a curve at a place; undefined where it is not smoothed. */
export function meanAt(row: Row, curve: string): number | undefined {
  return (row as Sparse)[meanKey(curve)];
}

/** From one standard error below to one above; null where there is none to draw. */
export function bandAt(row: Row, curve: string): readonly [number, number] | null {
  const error = errorAt(row, curve);
  return error === undefined ? null : [row[curve] - error, row[curve] + error];
}

/** The present round's curves that have errors: those of earlier rounds and of another run would only hide it. */
export function bandsOf(curves: readonly Curve[], rows: readonly Row[]): readonly Curve[] {
  return curves.filter(
    ({ key, past, run }) => !past && run === null && rows.some((row) => errorAt(row, key) !== undefined),
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
  const rows = new Map<number, Record<string, number> & { x: number }>();
  for (const { key, points, mean } of drawn) {
    for (const { x, y, error } of places.size > limit ? thin(points, each) : points) {
      const row = rows.get(x) ?? { x };
      const smoothed = mean(x);
      row[key] = y;
      if (error !== undefined) row[errorKey(key)] = error;
      if (smoothed !== undefined) row[meanKey(key)] = smoothed;
      rows.set(x, row);
    }
  }
  return [...rows.values()].sort((a, b) => a.x - b.x);
}

/** What a curve shows at a place: its value there or, where it has none, the last one before. */
export interface Reading {
  readonly curve: Curve;
  readonly x: number;
  readonly value: number;
  readonly error: number | undefined;
  readonly mean: number | undefined;
}

/** Every curve's reading at the row of the given number; a curve that begins later has none. */
export function readingsAt(curves: readonly Curve[], rows: readonly Row[], at: number): readonly Reading[] {
  return curves.flatMap((curve) => {
    const row = rows
      .slice(0, at + 1)
      .filter((each) => (each as Sparse)[curve.key] !== undefined)
      .at(-1);
    if (row === undefined) return [];
    const { x, [curve.key]: value } = row;
    return [{ curve, x, value, error: errorAt(row, curve.key), mean: meanAt(row, curve.key) }];
  });
}
