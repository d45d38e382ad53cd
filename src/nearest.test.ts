import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KNOB_NAMES } from './knobs';
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
