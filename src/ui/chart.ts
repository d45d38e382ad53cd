/** What a chart shows, and the rows that the drawing library wants. */
import type { MetricName } from '../metrics';
import type { Curves } from '../store/run';
import { pointsOf, POINTS_PER_SERIES, thin } from '../store/series';
import type { Text } from '../text/text';
import type { Voice } from './voices';

export interface ChartLine {
  readonly metric: MetricName;
  readonly voice: Voice;
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
}

/** The values of the curves at one place by their keys, and under other keys the errors of some. */
export type Row = { readonly x: number } & Readonly<Record<string, number>>;

function errorKey(curve: string): string {
  return `${curve} error`;
}

/** One standard error of a curve at a place; undefined where none is known. */
export function errorAt(row: Row, curve: string): number | undefined {
  return (row as Readonly<Record<string, number | undefined>>)[errorKey(curve)];
}

/** From one standard error below to one above; null where there is none to draw. */
export function bandAt(row: Row, curve: string): readonly [number, number] | null {
  const error = errorAt(row, curve);
  return error === undefined ? null : [row[curve] - error, row[curve] + error];
}

/** The present round's curves that have errors: those of earlier rounds would only hide it. */
export function bandsOf(curves: readonly Curve[], rows: readonly Row[]): readonly Curve[] {
  return curves.filter(({ key, past }) => !past && rows.some((row) => errorAt(row, key) !== undefined));
}

const ROUNDS_SHOWN = 3;

/** The curves of a chart, earlier rounds first so that the present one lies on top. */
export function curvesOf(spec: ChartSpec, rounds: readonly Curves[]): readonly Curve[] {
  const shown = rounds.slice(-ROUNDS_SHOWN);
  return shown.flatMap(({ round, series }, i) =>
    spec.lines
      .filter(({ metric }) => series[metric] !== undefined)
      .map((line) => ({ ...line, key: `${line.metric}@${round}`, round, past: i < shown.length - 1 })),
  );
}

/** One row for each place on the horizontal axis, at most some 200 in all, whatever the number of curves. */
export function rowsOf(curves: readonly Curve[], rounds: readonly Curves[]): readonly Row[] {
  const limit = Math.max(20, Math.floor(POINTS_PER_SERIES / Math.max(1, curves.length)));
  const drawn = curves.map(({ metric, round, key }) => {
    const series = rounds.find((each) => each.round === round)?.series[metric];
    return { key, points: series === undefined ? [] : pointsOf(series) };
  });
  const places = new Set(drawn.flatMap(({ points }) => points.map(({ x }) => x)));
  const rows = new Map<number, Record<string, number> & { x: number }>();
  for (const { key, points } of drawn) {
    for (const { x, y, error } of places.size > POINTS_PER_SERIES ? thin(points, limit) : points) {
      const row = rows.get(x) ?? { x };
      row[key] = y;
      if (error !== undefined) row[errorKey(key)] = error;
      rows.set(x, row);
    }
  }
  return [...rows.values()].sort((a, b) => a.x - b.x);
}
