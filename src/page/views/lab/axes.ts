/** How a scenario's horizontal axis is drawn. */
import type { Axis, Quantity } from '../../../experiment/scenarios';
import { clusteredInterval, type Interval } from '../../../estimates';
import type { Measured } from '../../../protocol/evaluate';
import type { Measurement } from '../../store/lab/labRun';
import { formatInteger, formatNumber } from '../../ui/format';

/** Curves with more points than this have no error bars: they would be a cloud. */
export const MOST_BARS = 20;

/** Dashes of a line that stands for one value. */
export const LEVEL_DASH = '3 3';

interface AxisStyle {
  /** Equal steps are equal factors. */
  readonly log: boolean;
  /** A tick at every place that was measured, instead of at round places. */
  readonly everyPlace: boolean;
  readonly format: (place: number) => string;
}

const COUNTED: AxisStyle = { log: false, everyPlace: false, format: formatInteger };
const DOUBLED: AxisStyle = { log: true, everyPlace: true, format: formatInteger };

export const AXES: Readonly<Record<Axis, AxisStyle>> = {
  iteration: COUNTED,
  step: COUNTED,
  sqrtKl: { log: false, everyPlace: true, format: formatNumber },
  samples: DOUBLED,
  episodes: COUNTED,
  feedback: COUNTED,
  labels: DOUBLED,
  parameters: DOUBLED,
  wording: { log: false, everyPlace: true, format: formatInteger },
  model: COUNTED,
};

/** Means of marks and shares: nothing lies below 0 or above 1. */
const WITHIN_ONE: readonly Quantity[] = [
  ...(['gold', 'goldReward', 'finalGold', 'storyGold'] as const),
  ...(['foresight', 'preference', 'accuracy', 'ceiling', 'agreement', 'spanish'] as const),
];

/** From where to where a measurement's bar reaches: one standard error to each side, within what the quantity can be. */
export function barOf(quantity: Quantity, { y, error }: Measurement): Interval | null {
  if (error === undefined) return null;
  if (!WITHIN_ONE.includes(quantity)) return [y - error, y + error];
  if (error > 0 && y > 0 && y < 1) return clusteredInterval({ mean: y, error, prompts: 1 });
  return [Math.max(0, y - error), Math.min(1, y + error)];
}

/** What was measured, with the bar that is drawn of it. */
export function measuredOf(quantity: Quantity, point: Measurement): Measured {
  const interval = WITHIN_ONE.includes(quantity) ? barOf(quantity, point) : null;
  return { value: point.y, error: point.error ?? null, ...(interval && { interval }) };
}

/** Quantities of which all between nothing and everything is shown. */
export const SHARES: readonly Quantity[] = ['spanish'];

/** On a logarithmic axis ticks that are nearer than this would run into each other. */
const NEAREST = 1.4;

/** Measured places that have room for a tick, from the first on. */
export function placesWithTicks(places: readonly number[], { log }: AxisStyle): readonly number[] {
  return places.reduce<readonly number[]>((kept, place) => {
    const last = kept.at(-1);
    return log && last !== undefined && place < last * NEAREST ? kept : [...kept, place];
  }, []);
}
