/** What stands beside curves and changes, in words. */
import type { Mark } from '../../store/run/pageModel';
import { text } from '../../text/text';
import { formatKnobChange } from './knobChange';
import type { Curve } from './chart';
import { axisWidth, growthOf, leftOf, type Scale } from './chartScale';

/** Dash pattern reserved for the overlaid run. */
export const OVERLAY_DASH = '6 2 1 2';

export function dashOf({ dashed, run }: Pick<Curve, 'dashed' | 'run'>): string | undefined {
  if (run !== null) return OVERLAY_DASH;
  return dashed === true ? '5 3' : undefined;
}

/** The metric, and of which round or run it is where that is not the present one. */
export function curveLabel({ metric, round, past, run }: Curve): string {
  const { label } = text.metrics[metric];
  if (run !== null) return `${label} (${run})`;
  return past ? `${label}, ${text.curves.round(round)}` : label;
}

export interface PlacedMark {
  readonly iteration: number;
  readonly label: string;
  /** From the top, so that neighbors do not write over each other. */
  readonly line: number;
  /** The label stands left of its line, where the right has no room. */
  readonly before: boolean;
}

/** Of the label's type, pixels. */
const CHARACTER = 5.8;
export const LABEL_LINE = 11;
const LINES = 4;
/** Width in pixels below which labels are symbols alone. */
const NARROW = 260;

/** The changes in view, those of one iteration together, with room for their labels. */
export function placeMarks(marks: readonly Mark[], scale: Scale): readonly PlacedMark[] {
  const [from, to] = scale.x;
  const iterations = [...new Set(marks.map(({ iteration }) => iteration))]
    .filter((iteration) => iteration >= from && iteration <= to)
    .sort((a, b) => a - b);
  const ends = Array.from({ length: LINES }, () => -Infinity);
  return iterations.map((iteration) => {
    const label = marks
      .filter((mark) => mark.iteration === iteration)
      .map(({ change }) => formatKnobChange(change, scale.width < NARROW))
      .join(', ');
    const width = label.length * CHARACTER * growthOf(scale.rem) + 6;
    const left = leftOf(scale, iteration);
    const before = left + width > scale.width && left - width >= axisWidth(scale);
    const start = before ? left - width : left;
    const free = ends.findIndex((end) => end <= start);
    const line = free === -1 ? LINES - 1 : free;
    ends[line] = start + width;
    return { iteration, label, line, before };
  });
}
