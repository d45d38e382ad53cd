/** Where a value stands on its slider, and back: linear or logarithmic, with 0 at the left end where it is allowed. */
import type { NumberKnob } from '../settings';

export const POSITIONS = 1000;

/** More places than this and a slider cannot be aimed: the knob has only its number field. */
const MOST_STEPS = 1e6;

export function hasSlider(knob: NumberKnob): boolean {
  return knob.log === true || (knob.max - knob.min) / knob.step <= MOST_STEPS;
}

function bottom(knob: NumberKnob): number {
  return knob.min > 0 ? knob.min : knob.step;
}

export function toPosition(knob: NumberKnob, value: number): number {
  if (knob.log !== true) return ((value - knob.min) / (knob.max - knob.min)) * POSITIONS;
  const low = bottom(knob);
  return value < low ? 0 : (Math.log(value / low) / Math.log(knob.max / low)) * POSITIONS;
}

export function fromPosition(knob: NumberKnob, position: number): number {
  const share = Math.min(1, Math.max(0, position / POSITIONS));
  if (knob.log === true) {
    if (position <= 0) return knob.min;
    if (share === 1) return knob.max;
    const low = bottom(knob);
    const exact = low * (knob.max / low) ** share;
    return Math.min(knob.max, Math.max(knob.min, Number(exact.toPrecision(2))));
  }
  const steps = Math.round(((knob.max - knob.min) * share) / knob.step);
  return Math.min(knob.max, Number((knob.min + steps * knob.step).toPrecision(12)));
}
