/** The numbers of a chart, for who cannot see it or wants them exact. */
import { text } from '../text/text';
import { errorAt, type Curve, type Row } from './chart';
import { formatError, formatExact } from './format';
import styles from './LineChart.module.css';

interface Props {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly curves: readonly Curve[];
}

export function ChartTable({ title, rows, curves }: Props) {
  return (
    <div className={styles.table} tabIndex={0} role="region" aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.curves.iteration}</th>
            {curves.map(({ key, metric, round, past }) => (
              <th scope="col" key={key}>
                {text.metrics[metric].label}
                {past && ` ${text.curves.round(round)}`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.x}>
              <th scope="row">{row.x}</th>
              {curves.map(({ key }) => (
                <td key={key}>
                  {row[key] === undefined ? '' : formatExact(row[key])}
                  <span className={styles.error}>{formatError(errorAt(row, key))}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
