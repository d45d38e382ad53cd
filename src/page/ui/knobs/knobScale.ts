/** A knob's slider: its own value where that is linear; else the places of a logarithmic scale. */
import type { NumberKnob } from '../../../experiment/knobs/knob';

/**
 * One place of a logarithmic slider multiplies by this: more than the hundredth that rounding to three digits can take
 * back, so that every press of an arrow key moves it.
 */
const FACTOR = 1.0126;

/** More steps than this and a slider cannot be aimed: the knob has only its number field. */
const MOST_STEPS = 1e6;

interface Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly toPlace: (value: number) => number;
  /** Always a value that the knob allows. */
  readonly toValue: (place: number) => number;
}

export function hasSlider(knob: NumberKnob): boolean {
  return knob.log === true || (knob.max - knob.min) / knob.step <= MOST_STEPS;
}

export function scaleOf(knob: NumberKnob): Scale {
  const { min, max, step } = knob;
  if (knob.log !== true) {
    const toValue = (place: number) => Math.min(max, Math.max(min, Number(place.toPrecision(12))));
    return { min, max, step, toPlace: (value) => value, toValue };
  }
  // 0, where it is allowed, stands at the left end, one step below the smallest value.
  const low = min > 0 ? min : step;
  const places = Math.floor(Math.log(max / low) / Math.log(FACTOR));
  const factor = (max / low) ** (1 / places);
  return {
    min: 0,
    max: places,
    step: 1,
    toPlace: (value) => (value < low ? 0 : Math.round(Math.log(value / low) / Math.log(factor))),
    toValue: (place) => {
      if (place <= 0) return min;
      if (place >= places) return max;
      const rounded = Number((low * factor ** place).toPrecision(3));
      return Math.min(max, Math.max(min, rounded));
    },
  };
}
