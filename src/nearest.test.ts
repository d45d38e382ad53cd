import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { KNOB_NAMES } from './experiment/knobs';
import { nearest } from './nearest';

describe('the nearest names', () => {
  test.each([
    ['klcoef', ['klCoef']],
    ['clipRnge', ['clipRange']],
    ['lambad', ['lambda']],
    ['epochs', ['rmEpochs', 'sftEpochs', 'ppoEpochs']],
    ['president', []],
    ['x', []],
    ['', []],
  ])('to "%s" are %j', (typed, expected) => {
    expect(nearest(typed, KNOB_NAMES)).toEqual(expected);
  });

  test('to a text far longer than every name are none, and no letters are compared to find that out', () => {
    // The distance of two words takes a least of every pair of their letters.
    const compared = vi.spyOn(Math, 'min');
    expect(nearest('klCoef'.repeat(20), KNOB_NAMES)).toEqual([]);
    expect(compared).not.toHaveBeenCalled();
    compared.mockRestore();
  });

  test('are a few known ones, the name itself before all others', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KNOB_NAMES), (name) => {
        const found = nearest(name, KNOB_NAMES);
        expect(found[0]).toBe(name);
        expect(found.length).toBeLessThanOrEqual(3);
      }),
    );
  });

  test('hold a name with one letter wrong, whichever it is', () => {
    const spoilt = fc.constantFrom(...KNOB_NAMES).chain((name) => fc.tuple(fc.constant(name), fc.nat(name.length - 1)));
    fc.assert(
      fc.property(spoilt, ([name, at]) => {
        expect(nearest(`${name.slice(0, at)}#${name.slice(at + 1)}`, KNOB_NAMES)).toContain(name);
      }),
    );
  });
});
