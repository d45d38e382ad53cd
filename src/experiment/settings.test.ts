import { describe, expect, test } from 'vitest';
import { KNOB_NAMES, KNOBS } from './knobs';
import type { Knob } from './knobs/knob';
import { SIZES } from './names';
import { changeSettings, checkKnob, defaultSettings, isSettings } from './settings';

describe('the knobs', () => {
  test.each(SIZES)('every default of size %s is within its own range', (size) => {
    const settings = defaultSettings(size);
    for (const name of KNOB_NAMES) expect(checkKnob(name, settings[name])).toEqual({ value: settings[name] });
    expect(settings.size).toBe(size);
  });

  test('every range is a range, with a step that fits in it', () => {
    for (const knob of Object.values(KNOBS) as Knob[]) {
      if (knob.kind === 'choice' || knob.kind === 'switch') continue;
      expect(knob.min).toBeLessThan(knob.max);
      expect(knob.step).toBeGreaterThan(0);
      expect(knob.step).toBeLessThanOrEqual(knob.max - knob.min);
    }
  });

  test('a value outside is refused with what was expected and what came', () => {
    expect(checkKnob('clipRange', 11)).toEqual({
      problem: 'Setting "clipRange" must be a number from 0.01 to 10, got 11.',
    });
    expect(checkKnob('rolloutBatch', 4.5)).toEqual({
      problem: 'Setting "rolloutBatch" must be a whole number from 4 to 256, got 4.5.',
    });
    expect(checkKnob('klCoef', NaN)).toHaveProperty('problem');
    expect(checkKnob('klCoef', '0.2')).toHaveProperty('problem');
    expect(checkKnob('size', 'XL')).toEqual({ problem: 'Setting "size" must be one of XS, S, M, got "XL".' });
    expect(checkKnob('sharedTrunk', 1)).toEqual({ problem: 'Setting "sharedTrunk" must be true or false, got 1.' });
  });

  test('more minibatches than episodes are refused, whichever of the two is turned', () => {
    const beside = { ...defaultSettings(), rolloutBatch: 8, minibatches: 6 };
    expect(checkKnob('minibatches', 8, beside)).toEqual({ value: 8 });
    expect(checkKnob('minibatches', 9, beside)).toEqual({
      problem: 'Setting "minibatches" must be a whole number from 1 to 8 while "rolloutBatch" is 8, got 9.',
    });
    expect(checkKnob('rolloutBatch', 6, beside)).toEqual({ value: 6 });
    expect(checkKnob('rolloutBatch', 5, beside)).toEqual({
      problem: 'Setting "rolloutBatch" must be a whole number from 6 to 256 while "minibatches" is 6, got 5.',
    });
    // A run that was kept with such settings can still be read.
    expect(isSettings({ ...beside, minibatches: 16 })).toBe(true);
  });

  test('every knob’s default is allowed beside any other values', () => {
    const beside = { ...defaultSettings(), rolloutBatch: 4, minibatches: 16 };
    for (const name of ['rolloutBatch', 'minibatches'] as const) {
      expect(checkKnob(name, defaultSettings()[name], beside)).toHaveProperty('value');
    }
  });

  test('a change of size brings its defaults, and keeps what the learner had set', () => {
    const before = { ...defaultSettings('S'), policyLr: 0.002 };
    const after = changeSettings(before, { size: 'XS' });
    expect(after).toEqual({ ...defaultSettings('XS'), policyLr: 0.002 });
    expect(changeSettings(before, { klCoef: 1 })).toEqual({ ...before, klCoef: 1 });
  });
});
