/** Models side by side: one dot each, with one standard error, on a scale that holds 0. One drawing, so that it can be saved. */
import { formatMeasured } from '../../ui/format';
import { barOf, measuredOf } from './axes';
import type { ArmCurve } from './curves';
import styles from './Lab.module.css';

/** A scale is at least this wide, so that nothing divides by 0. */
const NARROWEST = 0.1;
/** In the page's type: a row, its words, its line. */
const [ROW, WORDS, LINE, RADIUS] = [2.7, 1, 1.8, 0.35];

interface Dot {
  readonly curve: ArmCurve;
  readonly reading: string;
  readonly y: number;
  readonly from: number;
  readonly to: number;
}

function dotsOf(curves: readonly ArmCurve[]): readonly Dot[] {
  return curves.flatMap((curve) => {
    const point = curve.points.at(-1);
    if (point === undefined) return [];
    const [from, to] = barOf(curve.quantity, point) ?? [point.y, point.y];
    return [{ curve, reading: formatMeasured(measuredOf(curve.quantity, point)), y: point.y, from, to }];
  });
}

function scaleOf(dots: readonly Dot[]): (value: number) => string {
  const low = Math.min(0, ...dots.map(({ from }) => from));
  const high = Math.max(low + NARROWEST, 0, ...dots.map(({ to }) => to));
  return (value) => `${(100 * (value - low)) / (high - low)}%`;
}

interface Props {
  readonly curves: readonly ArmCurve[];
  /** The page's type, px. */
  readonly rem: number;
}

export function DotPlot({ curves, rem }: Props) {
  const dots = dotsOf(curves);
  const place = scaleOf(dots);
  const told = dots.map(({ curve: { label }, reading }) => `${label}: ${reading}`).join('; ');
  if (dots.length === 0) return null;
  return (
    <svg className={styles.dots} width="100%" height={dots.length * ROW * rem} role="img" aria-label={told}>
      {dots.map(({ curve: { key, label, style }, reading, y, from, to }, i) => {
        const top = i * ROW * rem;
        const [words, line] = [top + WORDS * rem, top + LINE * rem];
        return (
          <g key={key} data-model={label} fontSize={0.85 * rem}>
            <text x="0" y={words} fill="currentColor">
              {label}
            </text>
            <text x="100%" y={words} textAnchor="end" fontWeight="700" fill="currentColor">
              {reading}
            </text>
            <line x1="0" x2="100%" y1={line} y2={line} stroke="var(--rule)" />
            <line x1={place(0)} x2={place(0)} y1={line - 0.5 * rem} y2={line + 0.5 * rem} stroke="var(--quiet)" />
            <line x1={place(from)} x2={place(to)} y1={line} y2={line} stroke={style.color} strokeWidth="3" />
            <circle cx={place(y)} cy={line} r={RADIUS * rem} fill={style.color} />
          </g>
        );
      })}
    </svg>
  );
}
