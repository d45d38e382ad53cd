/** The numbers of a figure, written as it draws them; a file has them in full. */
import { text } from '../../text/text';
import { formatFixed } from '../../ui/format';
import styles from './Evaluate.module.css';
import { barOf, spreadIn, writtenIn, type Figure, type FigurePanel } from './figure';

export function FigureTable({ title, figure: { panels } }: { readonly title: string; readonly figure: Figure }) {
  return (
    <div className={styles.figureTable} tabIndex={0} role="region" aria-label={title}>
      {panels.map((panel) => (
        <OneTable key={panel.key} panel={panel} />
      ))}
    </div>
  );
}

function OneTable({ panel }: { readonly panel: FigurePanel }) {
  const { title, xTicks, xTitle, kind, series } = panel;
  const withErrors = series.some(({ points }) => points.some((point) => barOf(point) !== null));
  return (
    <table>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.evaluate.model}</th>
          {kind === 'points' && <th scope="col">{xTitle}</th>}
          <th scope="col">{text.evaluate.value}</th>
          {withErrors && <th scope="col">{text.evaluate.error}</th>}
        </tr>
      </thead>
      <tbody>
        {series.flatMap(({ key, label, points }) =>
          points.map((point) => (
            <tr key={`${key} ${point.x}`}>
              <th scope="row">{label}</th>
              {kind === 'points' && (
                <td>{xTicks.find(({ at }) => at === point.x)?.label ?? formatFixed(point.x, 2)}</td>
              )}
              <td>{writtenIn(panel, point.y)}</td>
              {withErrors && <td className={styles.error}>{spreadIn(panel, point)}</td>}
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}
