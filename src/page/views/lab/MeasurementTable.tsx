/** The numbers of a picture. */
import type { Axis } from '../../../experiment/scenarios';
import type { Measurement } from '../../store/lab/labRun';
import { text } from '../../text/text';
import { formatExact } from '../../ui/format';
import type { ArmCurve } from './curves';
import styles from './Lab.module.css';

interface Props {
  readonly title: string;
  readonly axis: Axis;
  readonly curves: readonly ArmCurve[];
}

function reading(point: Measurement | undefined): string {
  if (point === undefined) return '';
  return formatExact(point.y) + (point.error === undefined ? '' : ` ± ${formatExact(point.error)}`);
}

/** Models are rows; else places on the axis are, with a column for each curve. */
export function MeasurementTable({ title, axis, curves }: Props) {
  const drawn = curves.filter(({ level }) => !level);
  const places = [...new Set(drawn.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const models = axis === 'model';
  return (
    <div className={styles.table} tabIndex={0} role="region" aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.lab.axes[axis]}</th>
            {models ? (
              <th scope="col">{title}</th>
            ) : (
              curves.map(({ key, label }) => (
                <th scope="col" key={key}>
                  {label}
                </th>
              ))
            )}
          </tr>
        </thead>
        <tbody>
          {models &&
            curves.map(({ key, label, points }) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                <td>{reading(points.at(-1))}</td>
              </tr>
            ))}
          {!models &&
            places.map((place) => (
              <tr key={place}>
                <th scope="row">{formatExact(place)}</th>
                {curves.map(({ key, level, points }) => (
                  <td key={key}>{reading(level ? points[0] : points.find(({ x }) => x === place))}</td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
