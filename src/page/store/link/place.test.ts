/** Where one goes, and where Back and Forward lead. */
import { describe, expect, it } from 'vitest';
import { VIEWS } from '../../../experiment/controls';
import { arrival, isElsewhere, type Place } from './place';
import { NO_RESTRICTIONS, readRestrictions } from './restrictions';

const TRAIN: Place = { view: 'train', stage: 'ppo', pane: 'answers', scenario: null };
const LABEL: Place = { ...TRAIN, view: 'label' };
const GOODHART: Place = { ...TRAIN, view: 'lab', scenario: 'goodhart' };

describe('one goes elsewhere', () => {
  it('to another view, stage or scenario', () => {
    for (const view of VIEWS) expect(isElsewhere(TRAIN, { ...TRAIN, view })).toBe(view !== 'train');
    expect(isElsewhere(TRAIN, { ...TRAIN, stage: 'sft' })).toBe(true);
    expect(isElsewhere(GOODHART, { ...GOODHART, scenario: 'tamer' })).toBe(true);
    expect(isElsewhere(GOODHART, { ...GOODHART, scenario: null })).toBe(true);
  });

  it('not by another pane, nor where the stage at work changes behind another view', () => {
    expect(isElsewhere(TRAIN, { ...TRAIN, pane: 'inside' })).toBe(false);
    expect(isElsewhere(LABEL, { ...LABEL, stage: 'rewardModel' })).toBe(false);
  });
});

describe('Back and Forward', () => {
  it('lead where the address says', () => {
    const there: Place = { ...TRAIN, stage: 'sft', pane: 'inside' };
    expect(arrival(there, LABEL, NO_RESTRICTIONS)).toEqual(there);
    expect(arrival(LABEL, there, NO_RESTRICTIONS)).toEqual(LABEL);
  });

  it('lead to a scenario with the stage and the pane as they are, of which its address says nothing', () => {
    const here: Place = { ...LABEL, stage: 'sft', pane: 'inside' };
    expect(arrival(GOODHART, here, NO_RESTRICTIONS)).toEqual({ ...GOODHART, stage: 'sft', pane: 'inside' });
  });

  it.each(['hide=train', 'lock=train', 'show=label'])('lead to no view that a link keeps one from: %s', (query) => {
    const { restrictions } = readRestrictions(new URLSearchParams(query));
    expect(arrival(TRAIN, LABEL, restrictions)).toEqual(LABEL);
    expect(arrival({ ...TRAIN, stage: 'sft' }, TRAIN, restrictions)).toEqual({ ...TRAIN, stage: 'sft' });
  });
});
