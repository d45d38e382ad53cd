/** Models side by side: one dot each, with one standard error, on a scale that holds 0. */
import { formatNumber } from '../../ui/format';
import type { ArmCurve } from './curves';
import styles from './Lab.module.css';

/** A scale is at least this wide, so that nothing divides by 0. */
const NARROWEST = 0.1;

function scaleOf(curves: readonly ArmCurve[]): (value: number) => string {
  const points = curves.flatMap(({ points: all }) => all.slice(-1));
  const low = Math.min(0, ...points.map(({ y, error = 0 }) => y - error));
  const high = Math.max(low + NARROWEST, 0, ...points.map(({ y, error = 0 }) => y + error));
  return (value) => `${(100 * (value - low)) / (high - low)}%`;
}

export function DotPlot({ curves }: { readonly curves: readonly ArmCurve[] }) {
  const place = scaleOf(curves);
  return (
    <ul className={styles.dots} role="list">
      {curves.map(({ key, label, points, style }) => {
        const point = points.at(-1);
        if (point === undefined) return null;
        const { y, error } = point;
        const reading = error === undefined ? formatNumber(y) : `${formatNumber(y)} ± ${formatNumber(error)}`;
        const [from, to] = [place(y - (error ?? 0)), place(y + (error ?? 0))];
        return (
          <li key={key} className={styles.dotRow}>
            <span>{label}</span>
            <svg className={styles.dotLine} role="img" aria-label={`${label}: ${reading}`}>
              <line x1="0" x2="100%" y1="50%" y2="50%" stroke="var(--rule)" />
              <line x1={place(0)} x2={place(0)} y1="0" y2="100%" stroke="var(--quiet)" />
              <line x1={from} x2={to} y1="50%" y2="50%" stroke={style.color} strokeWidth="3" />
              <circle cx={place(y)} cy="50%" r="5" fill={style.color} />
            </svg>
            <b>{reading}</b>
          </li>
        );
      })}
    </ul>
  );
}
