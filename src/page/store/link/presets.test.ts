import { describe, expect, it } from 'vitest';
import { KNOB_NAMES, knobOf } from '../../../experiment/knobs';
import { hideAdvanced, lockEverything, oneCurve, onlyAnswers, onlyKnob, onlyKnobs, onlyView } from './presets';
import { CONTROL_NAMES, VIEWS, type ControlName } from '../../../experiment/controls';
import { NO_RESTRICTIONS, controlStateOf, restrict } from './restrictions';

const RUN_BAR = ['run', 'microStep', 'iteration', 'reset', 'speed'] as const satisfies readonly ControlName[];

describe('in one go', () => {
  it('everything is locked that would change the experiment, and it can still be run and looked at', () => {
    const locked = lockEverything(NO_RESTRICTIONS);
    for (const name of [...KNOB_NAMES, 'weights', 'backend', 'nextRound', 'fromNothing'] as const)
      expect(controlStateOf(locked, name), name).toBe('locked');
    for (const name of [...RUN_BAR, ...VIEWS]) expect(controlStateOf(locked, name), name).toBe('free');
    expect(locked.hidden).toEqual([]);
  });

  it('what is hidden is not shown again because all else is locked', () => {
    const hidden = restrict(hideAdvanced(NO_RESTRICTIONS), 'weights', 'hidden');
    const locked = lockEverything(hidden);
    expect(locked.hidden).toEqual(hidden.hidden);
    expect([controlStateOf(locked, 'weights'), controlStateOf(locked, 'lambda')]).toEqual(['hidden', 'hidden']);
    expect(controlStateOf(locked, 'klCoef')).toBe('locked');
  });

  it('the advanced knobs are hidden, and no other control', () => {
    const hidden = hideAdvanced(NO_RESTRICTIONS);
    const isAdvanced = (name: ControlName) => KNOB_NAMES.some((knob) => knob === name && knobOf(knob).advanced);
    const gone = CONTROL_NAMES.filter((name) => controlStateOf(hidden, name) === 'hidden');
    expect(gone).toEqual(['advanced', ...KNOB_NAMES.filter(isAdvanced)]);
  });

  it('the answers are left without curves, mathematics or anything to set, though they had been hidden', () => {
    const left = onlyAnswers(restrict(NO_RESTRICTIONS, 'samples', 'hidden'));
    expect(left).toEqual({
      ...{ hidden: ['inside', 'source', 'mainChart', 'charts', 'moreCurves', 'knobs', 'weights'], locked: [] },
    });
  });

  it('the main chart is left of all charts, beside answers alone too', () => {
    expect(oneCurve(NO_RESTRICTIONS).hidden).toEqual(['charts', 'moreCurves']);
    expect(oneCurve(onlyAnswers(NO_RESTRICTIONS)).hidden).toEqual([
      'inside',
      'source',
      'charts',
      'moreCurves',
      'knobs',
      'weights',
    ]);
  });

  it('one view is left, though it had been hidden itself', () => {
    const left = onlyView(restrict(NO_RESTRICTIONS, 'lab', 'hidden'), 'lab');
    expect(VIEWS.filter((name) => controlStateOf(left, name) === 'free')).toEqual(['lab']);
    expect(controlStateOf(left, 'klCoef')).toBe('free');
  });

  it('with one view or one knob left, nothing drops what was trained, and no way leads to another stage', () => {
    for (const left of [onlyView(NO_RESTRICTIONS, 'train'), onlyKnob(NO_RESTRICTIONS, 'klCoef')]) {
      for (const name of ['reset', 'weights', 'nextRound', 'fromNothing'] as const)
        expect(controlStateOf(left, name), name).toBe('hidden');
      for (const name of ['map', 'backend'] as const) expect(controlStateOf(left, name), name).toBe('locked');
      for (const name of ['train', 'run', 'microStep', 'iteration', 'speed'] as const)
        expect(controlStateOf(left, name), name).toBe('free');
    }
    // The map that was hidden is not shown again.
    expect(controlStateOf(onlyView(restrict(NO_RESTRICTIONS, 'map', 'hidden'), 'train'), 'map')).toBe('hidden');
    expect(KNOB_NAMES.filter((name) => controlStateOf(onlyKnob(NO_RESTRICTIONS, 'klCoef'), name) === 'free')).toEqual([
      'klCoef',
    ]);
  });

  it('the knobs that are asked for are left, whatever was said of them and their groups before', () => {
    const before = restrict(hideAdvanced(lockEverything(NO_RESTRICTIONS)), 'klCoef', 'hidden');
    const left = onlyKnobs(before, ['klCoef', 'lambda']);
    expect(KNOB_NAMES.filter((name) => controlStateOf(left, name) !== 'hidden')).toEqual(['klCoef', 'lambda']);
    expect([controlStateOf(left, 'klCoef'), controlStateOf(left, 'lambda')]).toEqual(['free', 'free']);
    // Of other parts nothing was said.
    expect(controlStateOf(left, 'weights')).toBe('locked');
    expect(KNOB_NAMES.filter((name) => controlStateOf(onlyKnobs(left, []), name) !== 'hidden')).toEqual([]);
  });
});
