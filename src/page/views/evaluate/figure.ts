/** A figure as plain data: drawn, shown as a table and saved from the same numbers. */
import type { Interval } from '../../../estimates';
import type { CsvCell } from '../../../formats/csv';
import { formatFixed, formatShare, formatSpread } from '../../ui/format';
import type { ColorName } from '../../ui/colors';

export type Shape = 'circle' | 'triangle' | 'cross' | 'square';

/** How a line is drawn, as an SVG has its dashes. */
const DASHES = { solid: 'none', dashed: '5 3', dotted: '1.5 3', dashDotted: '8 3 1.5 3' } as const;
export type Line = keyof typeof DASHES;

export interface FigurePoint {
  readonly x: number;
  readonly y: number;
  /** One standard error; null where none is known. */
  readonly error: number | null;
  /** Where the numbers have a range that no bar may leave. */
  readonly interval?: Interval;
}

/** From where to where a point's bar reaches; null where nobody knows how sure it is. */
export function barOf({ y, error, interval }: FigurePoint): Interval | null {
  if (interval !== undefined) return interval;
  return error === null ? null : [y - error, y + error];
}

export interface FigureSeries {
  readonly key: string;
  readonly label: string;
  readonly color: ColorName;
  /** Distinguishes two series of one color. */
  readonly hollow?: boolean;
  /** Of its points; a circle unless given. */
  readonly shape?: Shape;
  readonly line?: Line;
  /** The points are a curve that was fitted, not measured. */
  readonly fitted?: boolean;
  /** Drawn so far right of its places, so that two series that measure the same do not hide each other. */
  readonly shift?: number;
  readonly points: readonly FigurePoint[];
}

export interface Tick {
  readonly at: number;
  readonly label: string;
}

export interface FigurePanel {
  readonly key: string;
  readonly title: string;
  /** How it is measured, where the title does not say it. */
  readonly meaning?: string;
  /** Numbers from 0 to 1 that are shares; others are written with decimals. */
  readonly share: boolean;
  /** Of numbers that are no shares; 2 unless given. */
  readonly decimals?: number;
  readonly kind: 'bars' | 'points';
  readonly y: readonly [low: number, high: number];
  readonly yTicks: readonly number[];
  readonly x: readonly [low: number, high: number];
  readonly xTicks: readonly Tick[];
  readonly xTitle?: string;
  readonly series: readonly FigureSeries[];
  /** A dotted line across with its name, such as the model that the others are compared with. */
  readonly level?: { readonly at: number; readonly label: string; readonly color: ColorName };
  /** Places on the horizontal axis that have a name, such as a peak. */
  readonly marks?: readonly Tick[];
}

export interface Figure {
  readonly panels: readonly FigurePanel[];
  /** What must be said of these very numbers. */
  readonly notes: readonly string[];
}

/** Every series once, for the legend. */
export function seriesOf({ panels }: Figure): readonly FigureSeries[] {
  const byKey = new Map(panels.flatMap(({ series }) => series.map((each) => [each.key, each] as const)));
  return [...byKey.values()];
}

/** A number of a panel as its drawing and its table write it. */
export function writtenIn({ share, decimals = 2 }: FigurePanel, value: number): string {
  return share ? formatShare(value) : formatFixed(value, decimals);
}

/** How sure a point is, as its drawing and its table write it after the value. */
export function spreadIn(panel: FigurePanel, { y: value, error, interval }: FigurePoint): string {
  const measured = { value, error, ...(interval && { interval }) };
  return formatSpread(measured, (number) => writtenIn(panel, number));
}

/** One row for each measured number: what is measured, of which model, where, and how sure it is. */
export function figureCells({ panels }: Figure): readonly (readonly CsvCell[])[] {
  return [
    ['measure', 'model', 'x', 'value', 'stderr'],
    ...panels.flatMap(({ key, series, xTicks, kind }) => {
      // Models and bars stand at places that have a name and no number.
      const place = (x: number) => (kind === 'bars' ? '' : (xTicks.find(({ at }) => at === x)?.label ?? x));
      return series.flatMap(({ label, points }) => points.map(({ x, y, error }) => [key, label, place(x), y, error]));
    }),
  ];
}

/** Of a point that a curve goes through, px; of one that stands alone it is less, for there are more of them. */
export const RADIUS = { onLine: 3.4, alone: 2.1 } as const;
/** How thick a curve is, px. */
export const CURVE = { fitted: 2.2, measured: 1.4 } as const;

/** How a series' curve is dashed. */
export function dashOf({ line, hollow, fitted }: FigureSeries): string {
  return DASHES[hollow === true && fitted !== true ? 'dashed' : (line ?? 'solid')];
}

export const SHARE_TICKS = [0, 0.25, 0.5, 0.75, 1];
