/** A curve without axes, for the map. */
import { pointsOf, thin, type Series } from '../store/run/series';
import { lineColor, type ColorName } from '../ui/colors';
import styles from './Sparkline.module.css';

const WIDTH = 100;
const HEIGHT = 24;
const POINTS = 48;

export function Sparkline({
  lines,
}: {
  readonly lines: readonly { readonly series: Series; readonly color: ColorName }[];
}) {
  const drawn = lines.map(({ series, color }) => ({ color, points: thin(pointsOf(series), POINTS) }));
  const all = drawn.flatMap(({ points }) => points);
  if (all.length < 2) return null;
  const xs = all.map(({ x }) => x);
  const ys = all.map(({ y }) => y);
  const [left, low] = [Math.min(...xs), Math.min(...ys)];
  const across = Math.max(...xs) - left || 1;
  const up = Math.max(...ys) - low || 1;
  return (
    <svg className={styles.spark} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {drawn.map(({ color, points }) => (
        <polyline
          key={color}
          fill="none"
          stroke={lineColor(color)}
          strokeWidth={color === 'gold' ? 2 : 1.4}
          vectorEffect="non-scaling-stroke"
          points={points
            .map(({ x, y }) => `${((x - left) / across) * WIDTH},${2 + (1 - (y - low) / up) * (HEIGHT - 4)}`)
            .join(' ')}
        />
      ))}
    </svg>
  );
}
