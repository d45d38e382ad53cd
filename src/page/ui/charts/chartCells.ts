/** A chart's numbers as they leave the program: every point of its series, under the names that TRL gives its metrics. */
import { METRICS } from '../../../experiment/metrics';
import { rowsOf, type Curve } from './chart';

export type Cell = string | number | null;

function columnOf({ metric, round, past, run }: Curve): string {
  const { exportName } = METRICS[metric];
  if (run !== null) return `${exportName} (${run})`;
  return past ? `${exportName} (round ${round})` : exportName;
}

/** A head and a row for each step; a column for each curve, and one for its standard errors where it has any. */
export function chartCells(curves: readonly Curve[]): readonly (readonly Cell[])[] {
  const rows = rowsOf(curves, { range: null, smoothing: 1 }, Infinity);
  const columns = curves.flatMap((curve): readonly (readonly [string, (i: number) => Cell])[] => {
    const value = (i: number) => rows[i].points.get(curve.key)?.value ?? null;
    const error = (i: number) => rows[i].points.get(curve.key)?.error ?? null;
    const name = columnOf(curve);
    const known = rows.some((_, i) => error(i) !== null);
    return [[name, value], ...(known ? [[`${name}_stderr`, error] as const] : [])];
  });
  return [
    ['step', ...columns.map(([name]) => name)],
    ...rows.map(({ x }, i) => [x, ...columns.map(([, of]) => of(i))]),
  ];
}
