import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitKnob, fitSettings, fittingRange } from './fits';
import { KNOB_NAMES, KNOBS } from './knobs';
import type { NumberKnob } from './knobs/knob';
import { SCENARIO_NAMES, armsOf, scenarioSettings } from './scenarios';
import { changeSettings, defaultSettings, type Settings } from './settings';
import { SIZES } from './names';

const beside = (changes: Partial<Settings>) => ({ ...defaultSettings(), ...changes });

/** Pairs of a part and its whole, at each of which a part that does not fit comes to what does. */
const MISFITS = [
  ['minibatches', { minibatches: 3, rolloutBatch: 64 }, { minibatches: 2 }, 'must divide "rolloutBatch" (64)'],
  ['minibatches', { minibatches: 16, rolloutBatch: 6 }, { minibatches: 6 }, 'must divide "rolloutBatch" (6)'],
  ['minibatches', { minibatches: 12, rolloutBatch: 17 }, { minibatches: 1 }, 'must divide "rolloutBatch" (17)'],
  ['sftBatch', { sftBatch: 128, demonstrations: 100 }, { sftBatch: 100 }, 'not be more than "demonstrations" (100)'],
  [
    'rmBatchPrompts',
    { rmBatchPrompts: 64, comparisonPrompts: 16 },
    { rmBatchPrompts: 16 },
    'must not be more than "comparisonPrompts" (16)',
  ],
  [
    'carelessLabelers',
    { carelessLabelers: 30, adversarialLabelers: 20, labelers: 40 },
    { carelessLabelers: 20 },
    '"adversarialLabelers" (20) together must not be more than "labelers" (40)',
  ],
] as const;

describe('settings that do not fit each other', () => {
  test.each(MISFITS)('in a link %s gives way: %o → %o', (name, changes, expected, why) => {
    const before = beside(changes);
    const { settings, sentences } = fitSettings(before);
    expect(settings).toEqual({ ...before, ...expected });
    expect(sentences).toEqual([
      expect.stringMatching(`^Setting "${name}" was rounded from ${before[name]} to ${settings[name]}: `),
    ]);
    expect(sentences[0]).toContain(why);
  });

  test('give way one after the other where one does not suffice', () => {
    const { settings, sentences } = fitSettings(
      beside({ labelers: 10, carelessLabelers: 200, adversarialLabelers: 200, minibatches: 3 }),
    );
    expect(settings).toEqual(beside({ labelers: 10, carelessLabelers: 0, adversarialLabelers: 10, minibatches: 2 }));
    expect(sentences).toHaveLength(3);
  });

  test('are none among the defaults and the lab’s', () => {
    const lab = SCENARIO_NAMES.flatMap((name) =>
      (['live', 'recorded'] as const).flatMap((length) => armsOf(name, scenarioSettings(name, length))),
    );
    for (const settings of [...SIZES.map(defaultSettings), ...lab.map((arm) => arm.settings)])
      expect(fitSettings(settings)).toEqual({ settings, sentences: [] });
  });
});

describe('a knob', () => {
  test('that is turned goes on to the next value that fits, in the direction in which it is turned', () => {
    const settings = beside({ rolloutBatch: 64, minibatches: 4 });
    const turn = (name: 'minibatches' | 'rolloutBatch', wanted: number) => fitKnob(name, wanted, settings).value;
    expect([5, 9, 3, 1, 8].map((wanted) => turn('minibatches', wanted))).toEqual([8, 16, 2, 1, 8]);
    expect([65, 63, 68, 5, 255].map((wanted) => turn('rolloutBatch', wanted))).toEqual([68, 60, 68, 4, 256]);
    expect(fitKnob('rolloutBatch', 63, settings).sentence).toBe(
      'Setting "rolloutBatch" was rounded from 63 to 60: "minibatches" (4) must divide "rolloutBatch".',
    );
    expect(fitKnob('rolloutBatch', 60, settings).sentence).toBeNull();
  });

  test('of which others take parts does not fall below them', () => {
    expect(fitKnob('demonstrations', 32, beside({ sftBatch: 100 })).value).toBe(100);
    expect(fitKnob('comparisonPrompts', 16, beside({ rmBatchPrompts: 64 })).value).toBe(64);
    expect(fitKnob('labelers', 1, beside({ carelessLabelers: 3, adversarialLabelers: 2 })).value).toBe(5);
    expect(fitKnob('adversarialLabelers', 200, beside({ carelessLabelers: 3 })).value).toBe(37);
  });

  test('that nothing else binds is left alone', () => {
    for (const wanted of [0, 0.123, 4])
      expect(fitKnob('klCoef', wanted, beside({}))).toEqual({ value: wanted, sentence: null });
    expect(fitKnob('adamForm', 'tensorflow1', beside({})).value).toBe('tensorflow1');
  });

  test('stands in a range that the others narrow', () => {
    const range = (name: 'minibatches' | 'rolloutBatch' | 'demonstrations' | 'klCoef', changes: Partial<Settings>) =>
      fittingRange(name, KNOBS[name], beside(changes));
    expect(range('minibatches', { rolloutBatch: 6 })).toEqual({ min: 1, max: 6 });
    expect(range('rolloutBatch', { minibatches: 12 })).toEqual({ min: 12, max: 252 });
    expect(range('demonstrations', { sftBatch: 64 })).toEqual({ min: 64, max: 4000 });
    expect(range('klCoef', {})).toEqual({ min: 0, max: 4 });
  });

  test('fits after it was turned, whatever stood before, or stands at its end', () => {
    const counts = KNOB_NAMES.filter((name) => KNOBS[name].kind === 'integer');
    const turn = fc.constantFrom(...counts).chain((name) => {
      const { min, max } = KNOBS[name] as NumberKnob;
      return fc.record({ name: fc.constant(name), value: fc.integer({ min, max }) });
    });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 30 }), (turns) => {
        const after = turns.reduce((settings, { name, value }) => {
          const fitted = fitKnob(name, value, settings);
          expect(fitted.value === value).toBe(fitted.sentence === null);
          return changeSettings(settings, { [name]: fitted.value });
        }, defaultSettings());
        expect(fitSettings(after).sentences).toEqual([]);
      }),
    );
  });
});
