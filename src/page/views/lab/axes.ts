/** How a scenario's horizontal axis is drawn. */
import type { Axis, Quantity } from '../../../experiment/scenarios';
import { formatInteger, formatNumber } from '../../ui/format';

/** Curves with more points than this have no error bars: they would be a cloud. */
export const MOST_BARS = 20;

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
