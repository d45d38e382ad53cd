/** The numbers of a chart, for a reader who cannot see it or wants them exact. */
import { text } from '../../text/text';
import type { Curve, Row } from './chart';
import { curveLabel } from './chartLabels';
import { columnWriter, formatError } from '../format';
import styles from './LineChart.module.css';

interface Props {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly curves: readonly Curve[];
  /** Iterations of the running mean; 1: none. */
  readonly smoothing: number;
}

export function ChartTable({ title, rows, curves, smoothing }: Props) {
  const smoothed = smoothing > 1;
  const writers = new Map(
    curves.map(({ key }) => {
      const seen = rows.flatMap(({ points }) => points.get(key) ?? []);
      return [
        key,
        columnWriter(seen.flatMap(({ value, mean }) => (mean === undefined ? [value] : [value, mean]))),
      ] as const;
    }),
  );
  return (
    <div className={styles.table} tabIndex={0} role="region" aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.curves.iteration}</th>
            {curves.flatMap((curve) => [
              <th scope="col" key={curve.key}>
                {curveLabel(curve)}
              </th>,
              smoothed && (
                <th scope="col" key={`${curve.key} mean`}>
                  {text.curves.mean(smoothing)}
                </th>
              ),
            ])}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ x, points }) => (
            <tr key={x}>
              <th scope="row">{x}</th>
              {curves.flatMap(({ key, metric, run }) => {
                const { value, error, mean } = points.get(key) ?? {};
                const write = (number: number | undefined) =>
                  number === undefined ? '' : (writers.get(key)?.(number) ?? '');
                return [
                  <td key={key} data-point={metric} data-run={run ?? ''} data-value={value} data-error={error}>
                    <span>{write(value)}</span>
                    <span className={styles.error}>{formatError(error)}</span>
                  </td>,
                  smoothed && <td key={`${key} mean`}>{write(mean)}</td>,
                ];
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
