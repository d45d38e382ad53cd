/** The curves of a scenario's recorded run, as small as a card has room for: no axes, no numbers. */
import { SCENARIOS, type ScenarioName } from '../../../experiment/scenarios';
import type { ScenarioCard } from '../../store/lab/cards';
import { styleOf } from './arms';
import { AXES, LEVEL_DASH } from './axes';
import styles from './Lab.module.css';

const [WIDTH, HEIGHT, ROOM] = [120, 44, 3];

/** Where a value lies between the lowest and the highest, from 0 to 1. */
function scaleOf(values: readonly number[]): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (value) => (high > low ? (value - low) / (high - low) : 0.5);
}

export function Thumbnail({ name, card: { curves } }: { readonly name: ScenarioName; readonly card: ScenarioCard }) {
  const [{ axis, quantities, levels = [] }] = SCENARIOS[name].panels;
  const place = (x: number) => (AXES[axis].log ? Math.log(x) : x);
  const all = curves.flatMap(({ points }) => points);
  const across = scaleOf(all.map(([x]) => place(x)));
  const up = scaleOf(all.map(([, y]) => y));
  return (
    <svg className={styles.thumbnail} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" data-curves={curves.length}>
      {curves.map(({ arm, quantity, points }) => {
        const { color, dash, width } = styleOf(name, arm, quantity, quantities.length > 1);
        const isLevel = (levels as readonly string[]).includes(arm);
        const drawn = isLevel ? [0, 1].map((x) => [x, points[0][1]] as const) : points;
        const corners = drawn.map(([x, y]) => {
          const left = ROOM + (isLevel ? x : across(place(x))) * (WIDTH - 2 * ROOM);
          return `${left.toFixed(1)},${(HEIGHT - ROOM - up(y) * (HEIGHT - 2 * ROOM)).toFixed(1)}`;
        });
        return (
          <polyline
            key={`${arm} ${quantity}`}
            points={corners.join(' ')}
            fill="none"
            stroke={color}
            strokeWidth={width}
            strokeDasharray={isLevel ? LEVEL_DASH : dash}
          />
        );
      })}
    </svg>
  );
}
