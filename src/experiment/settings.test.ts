import { describe, expect, test } from 'vitest';
import { KNOB_NAMES, KNOBS } from './knobs';
import type { Knob } from './knobs/knob';
import { SIZES } from './names';
import { changeSettings, checkKnob, defaultSettings, readSettings, type Settings } from './settings';

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
    expect(checkKnob('clipRange', 11)).toMatchObject({
      problem: 'Setting "clipRange" must be a number from 0.01 to 10, got 11.',
    });
    expect(checkKnob('rolloutBatch', 4.5)).toMatchObject({
      problem: 'Setting "rolloutBatch" must be a whole number from 4 to 256, got 4.5.',
    });
    expect(checkKnob('klCoef', NaN)).toHaveProperty('problem');
    expect(checkKnob('klCoef', '0.2')).toHaveProperty('problem');
    expect(checkKnob('size', 'XL')).toMatchObject({ problem: 'Setting "size" must be one of XS, S, M, got "XL".' });
    expect(checkKnob('klCoef', JSON.parse('{"toString":1,"valueOf":1}'))).toMatchObject({
      problem: 'Setting "klCoef" must be a number from 0 to 4, got {"toString":1,"valueOf":1}.',
    });
    expect(checkKnob('sharedTrunk', 1)).toMatchObject({
      problem: 'Setting "sharedTrunk" must be true or false, got 1.',
    });
  });

  test('a change of size brings its defaults, and keeps what the learner had set', () => {
    const before = { ...defaultSettings('S'), policyLr: 0.002 };
    const after = changeSettings(before, { size: 'XS' });
    expect(after).toEqual({ ...defaultSettings('XS'), policyLr: 0.002 });
    expect(changeSettings(before, { klCoef: 1 })).toEqual({ ...before, klCoef: 1 });
  });
});

describe('settings that come from elsewhere', () => {
  const away = { ...defaultSettings('XS'), klCoef: 0.7, policyLr: 0.002, sharedTrunk: true } satisfies Settings;

  test('come back as they are', () => {
    expect(readSettings(away)).toEqual({ settings: away, problems: [] });
    expect(readSettings(JSON.parse(JSON.stringify(away)))).toEqual({ settings: away, problems: [] });
  });

  test.each(KNOB_NAMES)('have %s at its default where they lack it: that of their size', (name) => {
    const { [name]: _, ...others } = away;
    const size = name === 'size' ? 'S' : 'XS';
    const expected = { ...others, [name]: defaultSettings(size)[name] };
    expect(readSettings(others)).toEqual({ settings: expected, problems: [] });
  });

  test('lose a knob that there is not, and nothing else', () => {
    const { settings, problems } = readSettings({ ...away, noSuchKnob: 0.01 });
    expect(settings).toEqual(away);
    expect(Object.keys(settings).sort()).toEqual([...KNOB_NAMES].sort());
    expect(problems).toEqual([]);
  });

  test('stand as wished where they say nothing', () => {
    expect(readSettings({ klCoef: 0 }, away).settings).toEqual({ ...away, klCoef: 0 });
  });

  test('are told apart from what is none: which knob, what was expected and what came', () => {
    const { settings, problems } = readSettings({ ...away, klCoef: 9, size: 'XL', seed: '1', adamForm: null });
    expect(problems.map(({ knob, problem }) => [knob, problem])).toEqual([
      ['size', 'Setting "size" must be one of XS, S, M, got "XL".'],
      ['seed', 'Setting "seed" must be a whole number from 0 to 2147483647, got "1".'],
      ['adamForm', 'Setting "adamForm" must be one of pytorch, tensorflow1, got null.'],
      ['klCoef', 'Setting "klCoef" must be a number from 0 to 4, got 9.'],
    ]);
    expect(settings).toEqual({ ...away, size: 'S', klCoef: defaultSettings().klCoef });
    for (const none of [null, undefined, 'klCoef', 7, ['klCoef']]) {
      const read = readSettings(none);
      expect(read.settings).toEqual(defaultSettings());
      expect(read.problems).toHaveLength(1);
      expect(read.problems[0].problem).toMatch(/^Settings must be values by the names of knobs, got .+\.$/);
    }
  });
});
