/** Where a chart puts its values, in pixels of the drawing; the drawing and what lies over it must agree on it. */
import type { IterationRange } from '../../store/run/chartView';
import { bandAt, boundsOf, type Curve, type Row } from './chart';
import { roundStep } from './ticks';

export const MARGIN = { top: 4, right: 6, bottom: 0, left: 0 };
/** Pixels for the vertical axis's labels, and for the horizontal axis's, as long as these are no larger than `TICK`. */
const AXIS_WIDTH = 48;
const AXIS_HEIGHT = 16;
/** Type of the labels, px; and of the page's type the largest share that they have (`--tick` in theme.css). */
const TICK = 14;
const TICK_SHARE = 0.8;
/** The page's type, px, for which lines are drawn at the widths that are written. */
const LINES_FOR = 15;
/** Steps of the vertical axis, about. */
const STEPS = 3;

/** Of the drawing, px. */
interface Measures {
  readonly width: number;
  readonly height: number;
  /** The page's type. */
  readonly rem: number;
}

/** How much more room labels need than at the usual size of the page's type. */
export function growthOf(rem: number): number {
  return Math.max(1, (rem * TICK_SHARE) / TICK);
}

/** How much wider lines are drawn. */
export function lineGrowthOf(rem: number): number {
  return Math.max(1, rem / LINES_FOR);
}

export function axisWidth({ rem }: Pick<Measures, 'rem'>): number {
  return Math.round(AXIS_WIDTH * growthOf(rem));
}

export function axisHeight({ rem }: Pick<Measures, 'rem'>): number {
  return Math.round(AXIS_HEIGHT * growthOf(rem));
}

export interface Scale extends Measures {
  readonly x: IterationRange;
  readonly y: readonly [number, number];
  readonly yTicks: readonly number[];
}

/** In a range that is a smaller share of its values, ticks cannot be distinguished. */
const SHORTEST = 1e-9;
/** Smaller numbers are as good as 0. */
const LEAST = 1e-100;

/** Every number. */
const UNBOUNDED = [-Infinity, Infinity] as const;

/**
 * Round ticks from at or below the lowest to at or above the highest value; around a range that is too short for any, but
 * not beyond the bounds.
 */
export function roundTicks(
  low: number,
  high: number,
  steps = STEPS,
  [least, greatest]: readonly [number, number] = UNBOUNDED,
): readonly number[] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const tooShort = high - low <= Math.max(LEAST, size * SHORTEST);
  const padding = !tooShort ? 0 : size > LEAST ? size * 0.1 : 0.1;
  const [from, to] = [
    Math.max(low - padding, Math.min(low, least)),
    Math.min(high + padding, Math.max(high, greatest)),
  ];
  const step = roundStep((to - from) / steps, [1, 2, 2.5, 5]);
  const first = Math.floor(from / step + 1e-9);
  const count = Math.ceil(to / step - 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

export function scaleOf({ width, height, rem }: Measures, rows: readonly Row[], curves: readonly Curve[]): Scale {
  let [low, high] = [Infinity, -Infinity];
  for (const row of rows) {
    for (const curve of curves) {
      const point = row.points.get(curve.key);
      if (point === undefined) continue;
      const { value, mean = value } = point;
      const band = curve.past || curve.run !== null ? null : bandAt(row, curve);
      low = Math.min(low, value, mean, ...(band ?? []));
      high = Math.max(high, value, mean, ...(band ?? []));
    }
  }
  const x: IterationRange = [rows.at(0)?.x ?? 0, rows.at(-1)?.x ?? 0];
  if (low > high) return { width, height, rem, x, y: [0, 1], yTicks: [0, 1] };
  // A damaged run may have values that no metric has: they are drawn all the same.
  const bounds = curves.map(({ metric }) => boundsOf(metric));
  const least = Math.min(low, ...bounds.map(([from]) => from));
  const greatest = Math.max(high, ...bounds.map(([, to]) => to));
  const ticks = roundTicks(low, high, STEPS, [least, greatest]);
  const yTicks = ticks.filter((tick) => tick >= least && tick <= greatest);
  const y = [Math.max(ticks[0], least), Math.min(ticks[ticks.length - 1], greatest)] as const;
  return { width, height, rem, x, y, yTicks };
}

function leftEdge(scale: Scale): number {
  return MARGIN.left + axisWidth(scale);
}

function drawnWidth(scale: Scale): number {
  return Math.max(1, scale.width - leftEdge(scale) - MARGIN.right);
}

export function leftOf(scale: Scale, x: number): number {
  const [from, to] = scale.x;
  // One place alone stands in the middle, as the drawing library has it.
  const share = to > from ? (x - from) / (to - from) : 0.5;
  return leftEdge(scale) + share * drawnWidth(scale);
}

export function topOf(scale: Scale, y: number): number {
  const [low, high] = scale.y;
  const drawn = scale.height - MARGIN.top - MARGIN.bottom - axisHeight(scale);
  return MARGIN.top + (1 - (y - low) / (high - low)) * drawn;
}

/** The value under a place of the drawing, kept within it. */
export function valueAt(scale: Scale, left: number): number {
  const [from, to] = scale.x;
  const share = (left - leftEdge(scale)) / drawnWidth(scale);
  return from + Math.min(1, Math.max(0, share)) * (to - from);
}

/** The number of the row that lies nearest to a value; the first of two that are as near. */
export function nearestRow(rows: readonly Pick<Row, 'x'>[], x: number): number {
  return rows.reduce((best, row, i) => (Math.abs(row.x - x) < Math.abs(rows[best].x - x) ? i : best), 0);
}
