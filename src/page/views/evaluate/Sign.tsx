/** What stands for a series in a legend: drawn as the figure draws it. */
import { lineColor } from '../../ui/colors';
import styles from './Evaluate.module.css';
import { CURVE, dashOf, RADIUS, type FigureSeries, type FigurePanel } from './figure';
import { Marker } from './Marker';

const [WIDTH, HEIGHT] = [16, 10];
const SIDE = 8;

interface Props {
  readonly series: FigureSeries;
  readonly kind: FigurePanel['kind'];
}

export function Sign({ series, kind }: Props) {
  const { color: name, hollow, fitted, line, shape } = series;
  const color = lineColor(name);
  const paint = { fill: hollow === true ? 'var(--paper)' : color, stroke: color, strokeWidth: 1.2 };
  return (
    <svg className={styles.sign} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {kind === 'points' && line !== undefined && (
        <line
          x2={WIDTH}
          y1={HEIGHT / 2}
          y2={HEIGHT / 2}
          stroke={color}
          strokeWidth={CURVE[fitted === true ? 'fitted' : 'measured']}
          strokeDasharray={dashOf(series)}
        />
      )}
      {kind === 'bars' && <rect x={(WIDTH - SIDE) / 2} y={(HEIGHT - SIDE) / 2} width={SIDE} height={SIDE} {...paint} />}
      {kind === 'points' && fitted !== true && (
        <Marker shape={shape} x={WIDTH / 2} y={HEIGHT / 2} radius={RADIUS.onLine} {...paint} />
      )}
    </svg>
  );
}
