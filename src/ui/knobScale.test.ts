import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkKnob, defaultSettings, KNOB_NAMES, KNOBS, type Knob, type KnobName, type NumberKnob } from '../settings';
import { fromPosition, hasSlider, POSITIONS, toPosition } from './knobScale';

const sliders = KNOB_NAMES.flatMap((name): { name: KnobName; knob: NumberKnob }[] => {
  const knob: Knob = KNOBS[name];
  return (knob.kind === 'number' || knob.kind === 'integer') && hasSlider(knob) ? [{ name, knob }] : [];
});

describe('the scale of a knob', () => {
  it('gives an allowed value at every place of every slider', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sliders), fc.integer({ min: 0, max: POSITIONS }), ({ name, knob }, position) => {
        expect(checkKnob(name, fromPosition(knob, position))).toHaveProperty('value');
      }),
      { numRuns: 2000 },
    );
  });

  it.each(sliders)('has its ends at the ends, and finds the default of $name again', ({ name, knob }) => {
    expect(fromPosition(knob, 0)).toBe(knob.min);
    expect(fromPosition(knob, POSITIONS)).toBe(knob.max);
    const value = defaultSettings()[name] as number;
    const found = fromPosition(knob, toPosition(knob, value));
    expect(Math.abs(found - value)).toBeLessThanOrEqual(knob.log === true ? value * 0.06 : knob.step);
  });
});
