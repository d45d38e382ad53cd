import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOB_NAMES, knobOf, type KnobName } from '../../../experiment/knobs';
import type { NumberKnob } from '../../../experiment/knobs/knob';
import { checkKnob, defaultSettings } from '../../../experiment/settings';
import { hasSlider, scaleOf } from './knobScale';

const sliders = KNOB_NAMES.flatMap((name): { name: KnobName; knob: NumberKnob }[] => {
  const knob = knobOf(name);
  return (knob.kind === 'number' || knob.kind === 'integer') && hasSlider(knob) ? [{ name, knob }] : [];
});

/** The places that a slider can stand at. */
function places({ min, max, step }: ReturnType<typeof scaleOf>): fc.Arbitrary<number> {
  return fc.nat(Math.floor((max - min) / step + 1e-9)).map((steps) => min + steps * step);
}

describe.each(sliders)('the slider of $name', ({ name, knob }) => {
  const scale = scaleOf(knob);

  it('gives an allowed value at every place', () => {
    fc.assert(
      fc.property(places(scale), (place) => {
        expect(checkKnob(name, scale.toValue(place))).toHaveProperty('value');
      }),
    );
  });

  it('has the knob’s ends at its ends, and finds the default again', () => {
    expect(scale.toValue(scale.min)).toBe(knob.min);
    expect(scale.toValue(scale.max)).toBe(knob.max);
    const value = defaultSettings()[name] as number;
    expect(scale.toValue(scale.toPlace(value)) / (value || 1)).toBeCloseTo(value === 0 ? 0 : 1, 1);
  });

  it('moves with every press of an arrow key', () => {
    fc.assert(
      fc.property(places(scale), (place) => {
        const value = scale.toValue(place);
        if (value === knob.max) return;
        expect(scale.toValue(scale.toPlace(value) + scale.step)).toBeGreaterThan(value);
      }),
    );
  });
});
