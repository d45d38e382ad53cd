import { describe, expect, it } from 'vitest';
import { KNOB_NAMES, KNOBS } from '../../../experiment/knobs';
import type { Knob } from '../../../experiment/knobs/knob';
import { hideAdvanced, lockEverything, onlyKnob, onlyKnobs, onlyView } from './presets';
import { CONTROL_NAMES, VIEWS, type ControlName } from '../../../experiment/controls';
import { NOTHING_WITHHELD, standingOf, withhold } from './withheld';

const RUN_BAR = ['run', 'microStep', 'iteration', 'reset', 'speed'] as const satisfies readonly ControlName[];

describe('in one go', () => {
  it('everything is locked that would change the experiment, and it can still be run and looked at', () => {
    const locked = lockEverything(NOTHING_WITHHELD);
    for (const name of [...KNOB_NAMES, 'weights', 'backend', 'nextRound', 'fromNothing'] as const)
      expect(standingOf(locked, name), name).toBe('locked');
    for (const name of [...RUN_BAR, ...VIEWS]) expect(standingOf(locked, name), name).toBe('free');
    expect(locked.hidden).toEqual([]);
  });

  it('what is hidden is not shown again because all else is locked', () => {
    const hidden = withhold(hideAdvanced(NOTHING_WITHHELD), 'weights', 'hidden');
    const locked = lockEverything(hidden);
    expect(locked.hidden).toEqual(hidden.hidden);
    expect([standingOf(locked, 'weights'), standingOf(locked, 'lambda')]).toEqual(['hidden', 'hidden']);
    expect(standingOf(locked, 'klCoef')).toBe('locked');
  });

  it('the advanced knobs are hidden, and no other control', () => {
    const hidden = hideAdvanced(NOTHING_WITHHELD);
    const isAdvanced = (name: ControlName) =>
      KNOB_NAMES.some((knob) => knob === name && (KNOBS[knob] as Knob).advanced);
    const gone = CONTROL_NAMES.filter((name) => standingOf(hidden, name) === 'hidden');
    expect(gone).toEqual(['advanced', ...KNOB_NAMES.filter(isAdvanced)]);
  });

  it('one view is left, though it had been hidden itself', () => {
    const left = onlyView(withhold(NOTHING_WITHHELD, 'lab', 'hidden'), 'lab');
    expect(VIEWS.filter((name) => standingOf(left, name) === 'free')).toEqual(['lab']);
    expect(standingOf(left, 'klCoef')).toBe('free');
  });

  it('with one view or one knob left, nothing drops what was trained, and no way leads to another stage', () => {
    for (const left of [onlyView(NOTHING_WITHHELD, 'train'), onlyKnob(NOTHING_WITHHELD, 'klCoef')]) {
      for (const name of ['reset', 'weights', 'nextRound', 'fromNothing'] as const)
        expect(standingOf(left, name), name).toBe('hidden');
      for (const name of ['map', 'backend'] as const) expect(standingOf(left, name), name).toBe('locked');
      for (const name of ['train', 'run', 'microStep', 'iteration', 'speed'] as const)
        expect(standingOf(left, name), name).toBe('free');
    }
    // The map that was hidden is not shown again.
    expect(standingOf(onlyView(withhold(NOTHING_WITHHELD, 'map', 'hidden'), 'train'), 'map')).toBe('hidden');
    expect(KNOB_NAMES.filter((name) => standingOf(onlyKnob(NOTHING_WITHHELD, 'klCoef'), name) === 'free')).toEqual([
      'klCoef',
    ]);
  });

  it('the knobs that are asked for are left, whatever was said of them and their groups before', () => {
    const before = withhold(hideAdvanced(lockEverything(NOTHING_WITHHELD)), 'klCoef', 'hidden');
    const left = onlyKnobs(before, ['klCoef', 'lambda']);
    expect(KNOB_NAMES.filter((name) => standingOf(left, name) !== 'hidden')).toEqual(['klCoef', 'lambda']);
    expect([standingOf(left, 'klCoef'), standingOf(left, 'lambda')]).toEqual(['free', 'free']);
    // Of other parts nothing was said.
    expect(standingOf(left, 'weights')).toBe('locked');
    expect(KNOB_NAMES.filter((name) => standingOf(onlyKnobs(left, []), name) !== 'hidden')).toEqual([]);
  });
});
