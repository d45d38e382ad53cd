import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { presentEvent, presentHead, presentLine } from './olderRuns';
import { eventSchema } from './runSchema';

const changed = (change: unknown) => ({ type: 'changed', stage: 'ppo', iteration: 3, change });

describe('a knob that was turned, as older pages wrote it,', () => {
  test.each([
    ['klCoef 0.2 → 0', { knob: 'klCoef', from: 0.2, to: 0 }],
    ['adamEpsilon 1e-8 → 1e-10', { knob: 'adamEpsilon', from: 1e-8, to: 1e-10 }],
    ['sharedTrunk false → true', { knob: 'sharedTrunk', from: false, to: true }],
    ['adamForm pytorch → tensorflow1', { knob: 'adamForm', from: 'pytorch', to: 'tensorflow1' }],
    // The curve has its bend, whether or not this page has the knob: the mark stays, with the knob's bare name.
    ['noSuchKnob 0 → 0.01', { knob: 'noSuchKnob', from: 0, to: 0.01 }],
  ])('%s', (written, change) => {
    expect(presentEvent(changed(written))).toEqual(changed(change));
    expect(v.parse(eventSchema, changed(written))).toEqual(changed(change));
    expect(presentHead({ stage: 'ppo', changes: [written] })).toEqual({ stage: 'ppo', changes: [change] });
  });

  test('is refused where it says nothing', () => {
    for (const nothing of ['', 'klCoef', 'klCoef 0.2', 7, null, { knob: 'klCoef' }, { knob: 7, from: 0, to: 1 }])
      expect(v.is(eventSchema, changed(nothing)), JSON.stringify(nothing)).toBe(false);
  });
});

test('what this page writes stays as it is, to the letter', () => {
  const lines = [
    JSON.stringify(changed({ knob: 'klCoef', from: 0.2, to: 0 })),
    '{"type": "microStep", "iteration": 1, "step": {"stage": "rewardModel", "kind": "normalize"}}',
    '{"type":"error","sentence":"klCoef 0.2 → 0, normalise"}',
    'null',
    'no JSON',
  ];
  expect(lines.map(presentLine)).toEqual(lines);
  const head = { changes: [{ knob: 'klCoef', from: 0.2, to: 0 }] };
  expect(presentHead(head)).toEqual(head);
});
