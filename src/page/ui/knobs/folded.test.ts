/** Which knobs of the fold are changed, and which links open it. */
import { describe, expect, it } from 'vitest';
import type { KnobName } from '../../../experiment/knobs';
import { defaultSettings } from '../../../experiment/settings';
import { hideAdvanced, lockEverything, onlyKnobs } from '../../store/link/presets';
import { NO_RESTRICTIONS, restrict } from '../../store/link/restrictions';
import { areNamed, changedKnobs } from './folded';

const FOLDED: readonly KnobName[] = ['clipRange', 'gamma', 'lambda'];
const settings = defaultSettings();

describe('the knobs in the fold', () => {
  it('count as changed where they do not stand at the defaults of their size', () => {
    expect(changedKnobs(FOLDED, settings)).toEqual([]);
    expect(changedKnobs(FOLDED, { ...settings, lambda: 0.5, klCoef: 1 })).toEqual(['lambda']);
    expect(changedKnobs(['policyLr'], defaultSettings('XS'))).toEqual([]);
  });

  it('are named by a link that changes, locks or shows one of them, and by no other', () => {
    const named = (restrictions = NO_RESTRICTIONS, turned = settings) => areNamed(FOLDED, turned, restrictions);
    expect(named()).toBe(false);
    expect(named(NO_RESTRICTIONS, { ...settings, gamma: 0.9 })).toBe(true);
    expect(named(NO_RESTRICTIONS, { ...settings, klCoef: 0.9 })).toBe(false);
    expect(named(restrict(NO_RESTRICTIONS, 'gamma', 'locked'))).toBe(true);
    expect(named(onlyKnobs(NO_RESTRICTIONS, ['klCoef', 'lambda']))).toBe(true);
    expect(named(onlyKnobs(NO_RESTRICTIONS, ['klCoef']))).toBe(false);
    expect(named(lockEverything(NO_RESTRICTIONS))).toBe(false);
    expect(named(hideAdvanced(NO_RESTRICTIONS))).toBe(false);
  });
});
